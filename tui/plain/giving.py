"""What a person at the line client gives: chosen from a list or by a row's number, filled in, looked at, sent."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.annotations.bodies import Annotation
from engine.decide import PHASES
from engine.ids import CONTROL_PARTY, OrganisationId
from engine.orders import SealEstimate, SendMessage
from engine.preview import preview
from engine.views import View
from tui.desk import Desk
from tui.noting_hands import hand_for
from tui.participant.preview_text import PREVIEWED, preview_of
from tui.participant.talk_rows import sender_of
from tui.participant.targets import DraftTarget, EstimateTarget, HotWashTarget, NoTarget, TalkTarget, is_under
from tui.plain.asking import fill_in
from tui.plain.estimating import fill_in_estimate
from tui.plain.rows import OPENS, WaitingRows
from tui.sheets.catalogue import KINDS, kind_of, offers, order_of
from tui.sheets.closing import afterwards
from tui.sheets.groups import ANSWER, ESTIMATE, HOT_WASH, TALK, Group
from tui.sheets.sheet import Given, Offer, Sheet, choosable, key_for
from tui.words import not_now, short_name

if TYPE_CHECKING:
    from tui.plain.session import Session

NOT_RUN = "Back at the commands. What you typed last was not run as one; what was filled in is kept."
SETTLED = "There is nothing of that to be done in this row now; {opens} {number} shows it."


@dataclass(slots=True)
class Giving:
    """Asks through its session; what is given goes to the desk."""

    session: "Session"
    desk: Desk
    rows: WaitingRows

    async def open(self, number: str) -> None:
        """Read what a row of what waits names, or go on with the form that it is."""
        target = self.rows.target(number)
        match target:
            case None:
                self.session.say(_no_row(number))
            case DraftTarget(organisation=organisation, key=key):
                if key in self.desk.drafts.forms:
                    await self.fill_in(organisation, key)
                else:
                    self.session.say("This draft was sent or discarded.")
            case EstimateTarget():
                await self.choose(ESTIMATE)
            case HotWashTarget():
                await self.choose(HOT_WASH)
            case _:
                page = self.rows.opened(target)
                self.session.show(page) if page else self.session.say("There is nothing to read in this row any more.")

    async def on_row(self, group: Group, number: str) -> None:
        """Do what a key does, about the row of this number and nothing else."""
        target = self.rows.target(number)
        if target is None or isinstance(target, NoTarget):
            self.session.say(_no_row(number))
            return
        view = self.desk.view(target.organisation)
        if group is ANSWER and isinstance(target, TalkTarget) and (sender := sender_of(view, target)):
            why = not_now(view, SendMessage)
            if why:
                self.session.say(why)
            else:
                await self.fill_in(view.organisation, key_for("message", view.organisation, sender))
            return
        found = [(view, one) for one in offers(view) if kind_of(one.key) in group.kinds and is_under(target, one.key)]
        if found:
            await self._one_of(group, found)
        else:
            self.session.say(SETTLED.format(opens=OPENS, number=number))

    async def choose(self, group: Group) -> None:
        """List what the group offers now, and fill in the one that is named by its number."""
        views = self.desk.views
        found = [(view, one) for view in views for one in offers(view) if kind_of(one.key) in group.kinds]
        if group is HOT_WASH:
            found += [(view, one) for view in views for one in afterwards(view)]
        if not found:
            why = "" if not views or any(not not_now(view, order_of(one)) for view in views for one in group.kinds) else None
            self.session.say(group.empty if why is not None else not_now(views[0], order_of(group.kinds[0])))
            return
        await self._one_of(group, found)

    async def _one_of(self, group: Group, found: Sequence[tuple[View, Offer]]) -> None:
        if len(found) == 1 and group is not TALK:
            await self.fill_in(found[0][0].organisation, found[0][1].key)
            return
        with self.session.asking_for(*(order_of(one.key) for _, one in found if kind_of(one.key) in KINDS)):
            chosen = await self._of_several(group, found)
        if chosen is not None:
            await self.fill_in(chosen[0].organisation, chosen[1].key)

    async def _of_several(self, group: Group, found: Sequence[tuple[View, Offer]]) -> tuple[View, Offer] | None:
        views, session = self.desk.views, self.session
        session.say(group.title)
        for number, (view, one) in enumerate(found, start=1):
            whose = f" [{short_name(view.world, view.organisation)}]" if len(views) > 1 else ""
            small = f" ({one.about})" if one.about else ""
            session.say(f"  {number:>2}  {one.title}{small}{whose}")
        typed = (await session.ask("number or beginning of a title, or enter to go back >") or "").strip()
        if session.over:
            session.say(NOT_RUN)
            return None
        at = picked(typed, [one.title for _, one in found])
        if at is None and typed:
            session.say(f"`{typed[:20]}` is no number of this list, and begins no single title in it.")
        return None if at is None else found[at]

    async def discard(self, number: str) -> None:
        """Put an unfinished draft away for good."""
        drafts = self.desk.drafts
        kept = list(drafts.forms.items())
        if not kept:
            self.session.say("There is no unfinished draft.")
            return
        if number:
            target = self.rows.target(number)
            if not isinstance(target, DraftTarget) or target.key not in drafts.forms:
                self.session.say(f"Row {number[:10]} is no unfinished draft; x alone lists them.")
                return
            drafts.drop_form(target.key)
            self.session.say("Discarded.")
            return
        for place, (_, form) in enumerate(kept, start=1):
            self.session.say(f"  {place:>2}  {form.title}")
        typed = (await self.session.ask("discard which: number or beginning of a title, or enter to go back >") or "").strip()
        at = picked(typed, [form.title for _, form in kept])
        if at is not None:
            drafts.drop_form(kept[at][0])
            self.session.say("Discarded.")

    async def fill_in(self, organisation: OrganisationId, key: str) -> None:
        """Ask for the fields of a sheet, and send it where that is answered with yes."""
        view = self.desk.view(organisation)
        opened_on = view.versions
        sheet = hand_for(self.desk, organisation, key).sheet(key)
        if isinstance(sheet, str):
            self.session.say(sheet)
            return
        self.session.say(sheet.title)
        for sentence in sheet.said:
            self.session.say(sentence)
        drafts = self.desk.drafts
        kept, gone = choosable(sheet.fields, drafts.values(sheet.key))
        values = {**sheet.start(), **kept}
        for sentence in gone:
            self.session.say(sentence)

        def keep() -> None:
            drafts.keep_form(sheet.key, sheet.title, organisation, values)
            self.session.tell_trouble()

        numbers = {str(CONTROL_PARTY): 0, **{str(one): at for at, one in enumerate(view.world.organisations, start=1)}}
        with self.session.asking_for(sheet.order):
            filling = fill_in_estimate if sheet.order is SealEstimate else fill_in
            if await filling(sheet, values, self.session.ask, self.session.say, keep, lambda: self.session.over, numbers):
                based_on = {about: opened_on.get(about, 0) for about in sheet.objects(values)}
                await self._send(organisation, sheet, values, based_on)
            else:
                self.session.say(NOT_RUN if self.session.over else "Left for later; what was filled in is kept.")

    async def _send(
        self, organisation: OrganisationId, sheet: Sheet, values: Mapping[str, str], based_on: Mapping[str, int]
    ) -> None:
        hand = hand_for(self.desk, organisation, sheet.key)
        now = hand.sheet(sheet.key)
        order = now if isinstance(now, str) else now.make(values)
        is_order = sheet.order in PHASES
        why = not_now(self.desk.view(organisation), sheet.order) if is_order else hand.why_not(sheet.order)
        if isinstance(order, str) or why:
            self.session.say(f"{why or order} What was filled in is kept.")
            return
        await self._what_follows(organisation, sheet, values, order)
        answer = None if self.session.over else await self._yes_or_no(f"{_question(sheet)} y sends it, n keeps it for later >")
        if self.session.over:
            self.session.say(NOT_RUN)
        elif answer:
            self.desk.give(order, organisation, sheet.key, based_on)
        else:
            self.session.say("Not sent; what was filled in is kept.")

    async def _yes_or_no(self, question: str) -> bool:
        """An empty line is no answer: it is asked again; the end of input is a no."""
        while (typed := await self.session.ask(question)) is not None and not self.session.over:
            if typed.strip().casefold() in ("y", "yes", "n", "no"):
                return typed.strip().casefold().startswith("y")
            self.session.say("Type y or n.")
        return False

    async def _what_follows(self, organisation: OrganisationId, sheet: Sheet, values: Mapping[str, str], order: Given) -> None:
        """Say it before it is sent, as the screen shows it beside the form."""
        if kind_of(sheet.key) in PREVIEWED and not isinstance(order, Annotation):
            view = self.desk.view(organisation)
            made = await asyncio.to_thread(preview, view, order)
            self.session.show(preview_of(sheet, view, made, self.desk.glyphs))
        for line in sheet.asks(values).splitlines():
            self.session.say(line)
        for line in sheet.shows(values) if sheet.shows is not None else ():
            self.session.say(line)


def _question(sheet: Sheet) -> str:
    """What is asked before sending; a title that begins with the word says it once."""
    doubled = sheet.title.startswith(sheet.send_word)
    return f"{sheet.title}?" if doubled else f"{sheet.send_word}: {sheet.title}?"


def picked(typed: str, titles: Sequence[str]) -> int | None:
    """The place in a list that is meant by its number, by a title, or by the beginning of one title only."""
    if typed.isdecimal():
        return int(typed) - 1 if 1 <= int(typed) <= len(titles) else None
    small = typed.casefold()
    begun = [at for at, title in enumerate(titles) if small and title.casefold().startswith(small)]
    exact = [at for at in begun if titles[at].casefold() == small]
    found = exact or begun
    return found[0] if len(found) == 1 else None


def _no_row(number: str) -> str:
    return f"There is no row {number[:10]}; {OPENS} lists what waits, with numbers."

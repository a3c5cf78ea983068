// The game of the comparison: hidden hands, about 4 KB of view a seat; the limit in ../limit.py plays the same.
const { PlayerView } = require('boardgame.io/core');

const deal = (count, of) => Array.from({ length: count }, (_, at) => of(at));

module.exports = {
  name: 'table',
  disableUndo: true,
  playerView: PlayerView.STRIP_SECRETS,
  setup: ({ ctx }) => ({
    secret: { deck: deal(100, (at) => at) },
    players: Object.fromEntries(
      deal(ctx.numPlayers, (seat) => [seat, { cash: 1000, hand: deal(20, (at) => (seat * 31 + at * 7) % 97) }])),
    board: deal(700, (at) => 1000 + (at * 37) % 9000),
  }),
  turn: { minMoves: 1, maxMoves: 1 },
  moves: {
    play: ({ G, playerID }, place, value) => {
      G.board[place % 700] = 1000 + (G.board[place % 700] + value) % 9000;
      G.players[playerID].cash -= value;
      G.secret.deck[place % 100] = value;
    },
  },
};

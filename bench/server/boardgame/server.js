// node server.js PORT FOLDER : boardgame.io with its FlatFile storage in FOLDER, or in memory where FOLDER is empty.
const { Server, FlatFile, Origins } = require('boardgame.io/server');
const game = require('./game.js');

const [port, folder] = process.argv.slice(2);
const options = { games: [game], origins: [Origins.LOCALHOST] };
if (folder) options.db = new FlatFile({ dir: folder });
Server(options).run({ port: Number(port), callback: () => console.log('ready') });

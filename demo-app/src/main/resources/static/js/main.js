import { showAuto } from './auto.js';
import { showHistory, showSample, startCharts } from './charts.js';
import { listen } from './feed.js';
import { startFrameForm } from './frame.js';
import { showMatches, startGame } from './game.js';
import { showLanes, startLanes } from './lanes.js';
import { showNetwork, startNetwork } from './network.js';
import { showTables } from './tables.js';
import { showTiles } from './tiles.js';
import { showTraffic, startTraffic } from './traffic.js';
import { showTransfers, startTransfers } from './transfer.js';
import { showVerdict } from './verdict.js';

startCharts();
startLanes();
startGame();
startNetwork();
startFrameForm();
startTransfers();
startTraffic();

listen(showHistory, (snapshot) => {
  showSample(snapshot.sample);
  for (const show of [showVerdict, showLanes, showNetwork, showTiles, showTraffic, showTransfers, showMatches, showAuto, showTables]) {
    show(snapshot);
  }
});

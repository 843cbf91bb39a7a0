// Loaded before the app: kills it, as kill -9 does, before the step on disk whose number KILL_BEFORE_STEP gives.
const { watchSteps } = require('../write/steps-on-disk.js');

let step = 0;
watchSteps(() => {
  if (++step === Number(process.env.KILL_BEFORE_STEP)) process.kill(process.pid, 'SIGKILL');
});

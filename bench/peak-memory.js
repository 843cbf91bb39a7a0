// Loaded into a node program that is measured: leaves the most memory that it held, in kilobytes.
process.on('exit', () => {
  require('node:fs').writeFileSync(process.env.PEAK_MEMORY_FILE, String(process.resourceUsage().maxRSS));
});

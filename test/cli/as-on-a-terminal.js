// Loaded before the tool: standard error is a terminal.
process.stderr.isTTY = true;

// Loaded before the tool: whenever it looks at its clock, another second has passed.
let now = 0;
process.uptime = () => {
  now += 1;
  return now;
};

// Loaded before the tool: whenever it looks at the clock, another second has passed.
let now = 0;
performance.now = () => {
  now += 1000;
  return now;
};

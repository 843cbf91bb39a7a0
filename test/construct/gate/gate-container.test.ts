import { gateContainer, smokeVariables } from '../../../lib/construct/gate/gate-container';
import { Colour } from '../../../lib/construct/props/colour';
import { HttpMethod } from '../../../lib/construct/props/smoke';
import { gateOf } from '../../../lib/construct/resolve/gate';
import { requestsOf } from '../../../lib/construct/resolve/smoke';

const EXPECTED = {
  releaseService: 'ping-release-0123456789',
  colourService: 'ping-colour-0123456789',
  pods: 2,
  release: '0f3a5b7c9d',
  colour: 'green',
  ports: [
    { name: 'http', port: 5000, servicePort: 80 },
    { name: 'admin', port: 5001 },
  ],
};

test('the arguments of the gate say what is expected and asked, as a reviewer reads it', () => {
  const requests = [
    { path: '/ping' },
    {
      path: '/orders?for=tea & cake',
      method: HttpMethod.POST,
      port: 'admin',
      headers: { 'Content-Type': 'application/json' },
      body: '{"price": "$(5)"}',
      status: 201,
      json: { 'lines.0.article': 'tea' },
    },
  ];
  expect(
    gateContainer(EXPECTED, requestsOf(requests, EXPECTED.ports), 'curl').args.join(' ').replaceAll(' --', '\n--'),
  ).toMatchSnapshot();
});

test('the image of the gate has an exact version, and another one can take its place', () => {
  const image = 'mirror.example.com/curl:8';
  expect(gateOf(Colour.BLUE).image).toMatch(/:\d+\.\d+\.\d+$/);
  expect(gateContainer(EXPECTED, [], gateOf(Colour.BLUE, { image }).image).image).toBe(image);
});

test("a container of the user's own is told where the pods listen, not what their Services publish", () => {
  expect(smokeVariables(EXPECTED)).toEqual({
    GATE_HOST: 'ping-release-0123456789',
    GATE_PORT: '5000',
    GATE_RELEASE: '0f3a5b7c9d',
    GATE_COLOUR: 'green',
  });
});

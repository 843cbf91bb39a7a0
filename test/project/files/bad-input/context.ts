import { type BadInput, release, settings } from './bad-input';

/** Context. */
export const CONTEXT: readonly BadInput[] = [
  {
    name: '-c without =',
    args: ['active'],
    says: ['-c active: error: expected KEY=VALUE such as ping.active=green, got "active"'],
  },
  {
    name: '-c of a key that is none',
    args: ['ping.colour=green'],
    says: [
      '-c ping.colour=green: error: expected active, <application>.active or <environment>/<application>.active, got "ping.colour"',
    ],
  },
  {
    name: '-c of a colour that is none',
    args: ['active=gren'],
    says: ['-c active=gren: error: expected one of blue, green, got "gren"', '    fix: the nearest is "green"'],
  },
  {
    name: '-c of an application that there is not',
    args: ['pin.active=green'],
    says: [
      '-c pin.active=green: error: there is no application "pin": expected one of ping',
      '    fix: the nearest is "ping"',
    ],
  },
  {
    name: '-c of an environment that there is not',
    args: ['produktion/ping.active=green'],
    says: [
      '-c produktion/ping.active=green: error: bluegreen.yaml has no environment "produktion": expected one of production',
      '    fix: the nearest is "production"',
    ],
  },
  {
    name: '-c of an application that has no release in the environment',
    files: { ...settings('environments:\n  production: { namespace: demo }\n  staging: { namespace: test }\n') },
    args: ['staging/ping.active=green'],
    says: ['-c staging/ping.active=green: error: "ping" has no release there: expected releases/staging/ping.yaml'],
  },
  {
    name: '-c of a colour that has no release',
    files: release('active: blue\nblue: { image: "a:1" }\n'),
    args: ['active=green'],
    says: [
      '-c active=green: error: production/ping: green is active, but it has no release: expected an entry "green" with an image',
      '    fix: deploy to green first: green: { image: <image with tag> }',
    ],
  },
  {
    name: '-c of a key that JavaScript knows',
    args: ['__proto__.active=green', 'constructor=green'],
    says: [
      '-c __proto__.active=green: error: there is no application "__proto__": expected one of ping',
      '-c constructor=green: error: expected active, <application>.active or <environment>/<application>.active, got "constructor"',
    ],
  },
  {
    name: 'CDK8S_CONTEXT_JSON that is no JSON',
    json: 'active=green',
    says: ['CDK8S_CONTEXT_JSON: error: expected a JSON object such as {"ping.active":"green"}, got "active=green"'],
  },
  {
    name: 'CDK8S_CONTEXT_JSON that is a list',
    json: '["green"]',
    says: ['CDK8S_CONTEXT_JSON: error: expected a JSON object such as {"ping.active":"green"}, got "[\\"green\\"]"'],
  },
  {
    name: 'CDK8S_CONTEXT_JSON of an application that there is not',
    json: '{"pong.active":"green"}',
    says: [
      'CDK8S_CONTEXT_JSON "pong.active": error: there is no application "pong": expected one of ping',
      '    fix: the nearest is "ping"',
    ],
  },
  {
    name: 'CDK8S_CONTEXT_JSON of an environment that there is not',
    json: '{"prod/ping.active":"green"}',
    says: [
      'CDK8S_CONTEXT_JSON "prod/ping.active": error: bluegreen.yaml has no environment "prod": expected one of production',
      '    fix: the nearest is "production"',
    ],
  },
  {
    name: 'CDK8S_CONTEXT_JSON of a value that is no colour',
    json: '{"active":{"ping":"green"}}',
    says: ['CDK8S_CONTEXT_JSON "active": error: expected one of blue, green, got keys with values'],
  },
  {
    name: 'CDK8S_CONTEXT_JSON of a value with a key that JavaScript knows',
    json: '{"active":{"toString":1}}',
    says: ['CDK8S_CONTEXT_JSON "active": error: expected one of blue, green, got keys with values'],
  },
  {
    name: 'CDK8S_CONTEXT_JSON with a key that JavaScript knows',
    json: '{"__proto__":{"active":"green"}}',
    says: [
      'CDK8S_CONTEXT_JSON "__proto__": error: expected active, <application>.active or <environment>/<application>.active, got "__proto__"',
    ],
  },
];

import fc from 'fast-check';
import { gateContainer, kubernetesLiteral } from '../../../lib/construct/gate/gate-container';
import { HttpMethod, type SmokeRequest } from '../../../lib/construct/props/smoke';
import { requestsOf } from '../../../lib/construct/resolve/smoke';
import { NIGHTLY } from '../../nightly';
import { DnsServer } from './dns-server';
import { DOMAIN, GateProcess } from './gate-process';
import { expanded } from './kubernetes-expansion';
import { Pods } from './pods';

const EXPECTED = { releaseService: 'release', colourService: 'colour', pods: 1, release: '0f3a', colour: 'green' };
const POD = '127.0.0.2';
// Each starts a gate, and some processes more for each request.
const RUNS = NIGHTLY ? 400 : 8;

// What shells, curl, Kubernetes and JSON treat in a way of their own, among all other characters.
const character = fc.oneof(
  fc.constantFrom(
    ...'$`\'"\\\n\r\t!*?[]{}()<>|&;#~%@:=-^ äß€😀\u0001\u007f',
    '$(',
    '$$(',
    '${',
    '\\n',
    '--',
    '--request',
  ),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
);
const anyText = fc.array(character, { maxLength: 30 }).map(all => all.join('').replaceAll('\0', ''));
// biome-ignore lint/suspicious/noControlCharactersInRegex: what no header may hold
const headerValue = anyText.map(text => text.replaceAll(/[\0-\x1f\x7f]/g, '').trim());

const request = fc.record({
  path: anyText.map(text => `/${text}`),
  method: fc.constantFrom(...Object.values(HttpMethod)),
  // curl reads a file for what starts with "@", where it is allowed to.
  body: fc.option(
    fc.oneof(
      anyText,
      anyText.map(text => `@${text}`),
    ),
    { nil: undefined },
  ),
  headers: fc.dictionary(fc.stringMatching(/^x-[!$%&'*+.^_`|~0-9a-z-]{1,8}$/), headerValue, { maxKeys: 4 }),
  contains: anyText,
});

jest.setTimeout(NIGHTLY ? 1_800_000 : 60_000);

let dns: DnsServer;
let pods: Pods;

beforeAll(async () => {
  [dns, pods] = [await DnsServer.start(), await Pods.start()];
  dns.answer = name => (name.endsWith(DOMAIN) ? [POD] : 'nxdomain');
});

afterAll(() => {
  dns.stop();
  pods.stop();
});

async function run(requests: readonly SmokeRequest[]): Promise<{ code: number | null; log: string }> {
  const gate = new GateProcess({ ...EXPECTED, ports: [{ name: 'http', port: pods.port }] }, requests, {
    nameservers: [dns.port],
  });
  return { code: await gate.ended(), log: gate.log };
}

test('any path, method, header and body reaches the pod as it was written, and any text is found in its answer', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(request, { minLength: 1, maxLength: 8 }), async requests => {
      const received: Array<{ path: string; method: string; headers: Record<string, unknown>; body: string }> = [];
      pods.does.set(POD, (message, response) => {
        const pieces: Buffer[] = [];
        message.on('data', piece => pieces.push(piece));
        message.on('end', () => {
          response.end(`before${requests[received.length]!.contains}after`);
          const { url, method, rawHeaders } = message;
          received.push({
            path: decodeURIComponent(url!.replaceAll(/%(?![0-9A-F]{2})/g, '%25')),
            method: method!,
            headers: Object.fromEntries(
              rawHeaders.flatMap((name, at) =>
                name.startsWith('x-') && at % 2 === 0
                  ? [[name, Buffer.from(rawHeaders[at + 1]!, 'latin1').toString()]]
                  : [],
              ),
            ),
            body: Buffer.concat(pieces).toString(),
          });
        });
      });
      const { code, log } = await run(requests.map(one => ({ ...one, tries: 1 })));
      expect([code, log]).toEqual([0, expect.stringContaining('proved')]);
      expect(received).toEqual(
        requests.map(({ path, method, headers, body = '' }) => ({ path, method, headers, body })),
      );
    }),
    { numRuns: RUNS },
  );
});

const anyJson = fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' });

// Every value that holds no others, by its path; without those whose paths mean two values.
function leaves(value: unknown, path: readonly string[] = []): Array<[string, unknown]> {
  if (typeof value !== 'object' || value === null) return [[path.join('.'), value]];
  return Object.entries(value).flatMap(([key, entry]) => leaves(entry, [...path, key]));
}

test('every value of any JSON is found at its path, be the JSON written with spaces or without, with escapes or without', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(anyJson, fc.constantFrom(undefined, 1, '\t'), fc.boolean()), { minLength: 1, maxLength: 8 }),
      async documents => {
        const texts = documents.map(([json, space, escaped]) => {
          const text = JSON.stringify({ json }, null, space);
          const asEscape = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
          return escaped ? text.replaceAll(/[^\0-\x7f]/g, asEscape) : text;
        });
        let asked = 0;
        pods.does.set(POD, (_, response) => response.end(texts[asked++]));
        const requests = documents.map(([json]): SmokeRequest => {
          const all = leaves({ json }).filter(([path]) => !/[\n\0]/.test(path));
          const once = all.filter(([path]) => all.filter(([other]) => other === path).length === 1);
          return { path: '/', tries: 1, json: Object.fromEntries(once) };
        });
        expect(await run(requests)).toEqual({ code: 0, log: expect.stringContaining('proved') });
      },
    ),
    { numRuns: RUNS },
  );
});

test('what is JSON to JSON.parse is JSON to the gate, and nothing else', async () => {
  const broken = fc
    .tuple(
      anyJson,
      fc.nat(),
      fc.nat(3),
      fc.constantFrom('', '"', '\\', ',', '}', ']', '0', '-', '1.', 'e', '\\u12', '\\x', '\n', ' '),
    )
    .map(([json, at, cut, put]) => {
      const text = JSON.stringify({ ok: true, json });
      const start = at % (text.length + 1);
      return text.slice(0, start) + put + text.slice(start + cut);
    })
    .map(text => text.replaceAll(/[\p{Cs}\0]/gu, ''));
  await fc.assert(
    fc.asyncProperty(fc.array(broken, { minLength: 8, maxLength: 20 }), async texts => {
      let asked = 0;
      pods.does.set(POD, (_, response) => response.end(texts[asked++]));
      const { log } = await run(texts.map((_, index) => ({ path: `/${index}`, tries: 1, json: { 'no such': 1 } })));
      const isJson = (text: string) => {
        try {
          JSON.parse(text);
          return true;
        } catch {
          return false;
        }
      };
      const told = texts.map((_, index) => new RegExp(`GET /${index}: (.*?);`).exec(log)![1]);
      expect(told.map((wrong, index) => [texts[index], wrong])).toEqual(
        texts.map(text => [text, isJson(text) ? 'no such is not there, expected 1' : 'the body is not JSON']),
      );
    }),
    { numRuns: RUNS / 2 },
  );
});

test('Kubernetes hands any text to the container unchanged', () => {
  const known = { HOME: '/root', A: 'b' };
  fc.assert(
    fc.property(fc.array(fc.oneof(character, fc.constantFrom('$(HOME)', '$(A', 'A)', '$'))), pieces => {
      expect(expanded(kubernetesLiteral(pieces.join('')), known)).toBe(pieces.join(''));
    }),
  );
});

test('no value of a request stands in the script', () => {
  fc.assert(
    fc.property(fc.array(request), requests => {
      const ports = [{ name: 'http', port: 80 }];
      expect(gateContainer({ ...EXPECTED, ports }, requestsOf(requests, ports), 'curl').command).toEqual(
        gateContainer({ ...EXPECTED, ports }, [], 'curl').command,
      );
    }),
  );
});

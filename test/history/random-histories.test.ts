import fc from 'fast-check';
import { Colour, otherColour } from '../../lib/construct/props/colour';
import { history, NOW } from './story';

interface Model {
  active: Colour;
  blue?: Record<string, unknown>;
  green?: Record<string, unknown>;
}

const VERBS = ['deploy', 'switch', 'retire', 'raise', 'edit idle', 'edit active', 'remove'] as const;
type Verb = (typeof VERBS)[number];

// Plays verbs as the tool would, and writes down after each what history has to call it.
function played(verbs: readonly (readonly [Verb, number])[]) {
  const files: unknown[] = [];
  const expected: string[] = [];
  let model: Model | undefined;
  let touched: Record<Colour, number> = { blue: 0, green: 0 };
  let whenLastActive: Partial<Record<Colour, number>> = {};
  const write = (name: string, colour: Colour) => {
    files.push(model && structuredClone(model));
    expected.push(`${name} ${colour}`);
  };
  for (const [verb, n] of verbs) {
    if (!model) {
      model = { active: Colour.BLUE, blue: { image: `app:${n}` } };
      touched = { blue: 0, green: 0 };
      whenLastActive = {};
      write('created', Colour.BLUE);
      continue;
    }
    const active = model.active;
    const idle = otherColour(active);
    const entry: Record<string, unknown> | undefined = model[idle];
    const edited = verb === 'edit active' ? active : idle;
    if (verb === 'deploy') {
      model[idle] = { release: `${n}`.padStart(10, '0'), format: 1, image: `app:${n}` };
      if (entry?.['release'] === model[idle]['release']) {
        // The tool would do nothing, or raise it.
        model[idle] = entry;
        continue;
      }
      touched[idle]++;
      write('deployed', idle);
    } else if (verb === 'switch' && entry) {
      model.active = idle;
      whenLastActive[active] = touched[active];
      write(whenLastActive[idle] === touched[idle] ? 'rolled back' : 'promoted', idle);
    } else if (verb === 'retire' && entry && !entry['retired']) {
      entry['retired'] = true;
      write('retired', idle);
    } else if (verb === 'raise' && entry?.['retired']) {
      delete entry['retired'];
      write('raised', idle);
    } else if (verb.startsWith('edit') && model[edited]) {
      model[edited]['replicas'] = Number(model[edited]['replicas'] ?? 0) + 1;
      touched[edited]++;
      write('changed', edited);
    } else if (verb === 'remove') {
      model = undefined;
      write('removed', active);
    }
  }
  return { files, expected };
}

const histories = fc.array(fc.tuple(fc.constantFrom(...VERBS), fc.nat(5)), { minLength: 1, maxLength: 40 }).map(played);

// One commit an hour.
function told(files: readonly unknown[]) {
  return history(...files.map((file, hour) => [new Date(Date.UTC(2026, 0, 1, hour)).toISOString(), file] as const));
}

describe('a history of random verbs', () => {
  test('names exactly the verbs', () => {
    fc.assert(
      fc.property(histories, ({ files, expected }) => {
        expect(told(files).events.map(({ kind, colour }) => `${kind} ${colour}`)).toEqual(expected);
      }),
    );
  });

  test('has one live release at any time, from when the application is there until it is removed', () => {
    fc.assert(
      fc.property(histories, ({ files }) => {
        const live = told(files)
          .tenures.flatMap(({ stretches }) => stretches.filter(({ state }) => state === 'live'))
          .sort((a, b) => a.from - b.from);
        let expected = 0;
        for (const [hour, file] of files.entries()) {
          const at = Date.UTC(2026, 0, 1, hour);
          const covering = live.filter(({ from, until }) => from <= at && at < until);
          expect(covering).toHaveLength(file ? 1 : 0);
          if (file) expected += (hour === files.length - 1 ? NOW : at + 3_600_000) - at;
        }
        expect(live.reduce((sum, { from, until }) => sum + until - from, 0)).toBe(expected);
      }),
    );
  });

  test('gives every live time to the event that began it', () => {
    fc.assert(
      fc.property(histories, ({ files }) => {
        const { events, tenures } = told(files);
        const live = tenures.flatMap(({ stretches }) => stretches.filter(({ state }) => state === 'live'));
        expect(new Set(events.flatMap(event => event.live ?? []))).toEqual(new Set(live));
      }),
    );
  });
});

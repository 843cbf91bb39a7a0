import { COLOUR_VARIABLE } from '../../names';
import { COLOURS } from '../../props/colour';
import { colourObjects, isOfColour, namesColour, type OwnObject, ofColour } from '../../resolve/own-objects';
import type { Release } from '../../resolve/release';
import { type Path, type Problem, shown } from '../problem';
import { incompleteProblems, problemsOfObject, templatesIn } from './own-object';
import type { ApplicationRule, ReleaseRule } from './rule';

/** What belongs to the application is one whole object of its namespace each, and takes nothing of ours. */
export const ownObjectsAreTheApplications: ApplicationRule = ({ objects = [] }, application) =>
  objects.flatMap((object, index) => {
    const at: Path = ['objects', index];
    const incomplete = incompleteProblems(object, at);
    if (incomplete.length) return incomplete;
    return [
      ...colourProblems(object, at),
      ...problemsOfObject(object, application, at, object['metadata'].name),
      ...scalingProblems(
        object,
        COLOURS.map(colour => [`${application.name}-${colour}`, application[colour]]),
        at,
      ),
    ];
  });

/** What belongs to a colour is so too, has a name for each colour, and makes no pods: those of the idle colour would be at work. */
export const colourObjectsAreTheColours: ReleaseRule = ({ colourObjects = [] }, release, application) =>
  colourObjects.flatMap((object, index) => {
    const at: Path = ['colourObjects', index];
    const incomplete = incompleteProblems(object, at);
    if (incomplete.length) return incomplete;
    const named: string = object['metadata'].name;
    // What holds for one colour holds for both, but for names of ours.
    const [blue, green] = COLOURS.map(colour => problemsOfObject(ofColour(object, colour), application, at, named)) as [
      Problem[],
      Problem[],
    ];
    return [
      ...(namesColour(named)
        ? []
        : [
            {
              path: [...at, 'metadata', 'name'],
              message: `expected ${COLOUR_VARIABLE} in the name, since each colour has such an object, got ${shown(named)}`,
              fix: `${named}-${COLOUR_VARIABLE}`,
            },
          ]),
      ...(blue.length ? blue : green),
      ...workProblems(object, at),
      ...scalingProblems(object, [[`${application.name}-${COLOUR_VARIABLE}`, release]], at),
    ];
  });

/** No two objects that a user brings along are one, in whichever colour. */
export const ownObjectsAreDistinct: ApplicationRule = (props, application) => {
  const all = [
    ...application.objects.map((object, index) => ({ object, path: ['objects', index] as Path })),
    ...COLOURS.flatMap(colour =>
      colourObjects(application, colour).flatMap((object, index) =>
        // That its name is that of both colours is said already.
        isOfColour(application[colour].colourObjects[index]!)
          ? [{ object, path: [...(props[colour]?.colourObjects ? [colour] : []), 'colourObjects', index] as Path }]
          : [],
      ),
    ),
  ];
  const seen = new Set<string>();
  return all.flatMap(({ object, path }) => {
    if (incompleteProblems(object, path).length) return [];
    // Its file is called so, whatever the group.
    const identity = `${object['kind']} ${object['metadata'].name}`;
    if (!seen.has(identity)) {
      seen.add(identity);
      return [];
    }
    return [{ path: [...path, 'metadata', 'name'], message: `expected each object once, got ${identity} twice` }];
  });
};

// Only what has the colour in its name is made for each of them.
function colourProblems(object: OwnObject, at: Path): Problem[] {
  return textsIn(object, at).flatMap(([path, text]) =>
    namesColour(text)
      ? [
          {
            path,
            message: `expected no ${COLOUR_VARIABLE} in an object that belongs to no colour`,
            fix: `say it in metadata.name too: then each colour has such an object, with its release (in the construct: "colourObjects"); or $${COLOUR_VARIABLE}, where Kubernetes is to see it`,
          },
        ]
      : [],
  );
}

function textsIn(value: unknown, path: Path): Array<readonly [Path, unknown]> {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, field]) =>
    textsIn(field, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

// Both colours would be at work at once, the idle one as well.
function workProblems(object: OwnObject, at: Path): Problem[] {
  const makes = [...templatesIn(object['spec'], [...at, 'spec'])].some(([, { spec }]) =>
    Array.isArray(spec?.containers),
  );
  if (!makes) return [];
  return [
    {
      path: [...at, 'kind'],
      message: `expected what makes no pods, got ${object['kind']}: that of the idle colour would be at work beside that of the active one`,
      fix: `"workers" run the release that users are on, and no other; or leave ${COLOUR_VARIABLE} out of its name, and it belongs to the application`,
    },
  ];
}

/** What runs a release, as an object names it that scales it. */
type Deployed = readonly [deployment: string, release: Release];

// Whoever applies the Deployment would put its number of pods back, again and again.
function scalingProblems(object: OwnObject, deployed: readonly Deployed[], at: Path): Problem[] {
  const target: unknown = object['spec']?.scaleTargetRef?.name;
  if (deployed.every(([name, { autoscaling }]) => name !== target || autoscaling?.external)) return [];
  return [
    {
      path: [...at, 'spec', 'scaleTargetRef', 'name'],
      message: `expected "autoscaling: { external: true, min: … }" where ${object['kind']} scales the colour: without it, git says how many pods there are`,
    },
  ];
}

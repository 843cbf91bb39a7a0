import { nearest } from '../../../lib/construct/props/nearest';
import { sayInPodTemplate } from '../../../lib/construct/props/pod-fields';
import { colourShape } from '../../../lib/construct/props/release';
import { definitionsOf } from '../../../lib/construct/validate/kubernetes/strict-schema';

type Definitions = Record<string, { readonly properties: Record<string, unknown> }>;

// What no Deployment lets anybody set, and what `serviceAccount` says in one word.
const NOBODYS = ['activeDeadlineSeconds', 'ephemeralContainers', 'restartPolicy', 'name'];

test.each(['PodSpec', 'Container'])(
  'every field of %s that a person writes beside podTemplate leads to where it belongs',
  type => {
    const { properties } = (definitionsOf(['PodTemplateSpec']) as Definitions)[type]!;
    const keys = Object.keys(colourShape);
    const lost = Object.keys(properties).filter(
      field => !keys.includes(field) && !sayInPodTemplate([], field) && !nearest(field, keys),
    );
    expect(lost.filter(field => !NOBODYS.includes(field))).toEqual([]);
  },
);

import { posix } from 'node:path';
import { HOME_LABEL, MADE_BY_US, MANAGER, OWN_LABEL } from '../../../construct/names';
import { NEVER_PRUNED } from '../../../construct/render/engine-annotations';
import type { DeliveredEnvironment, EngineFile, EngineFiles, Source } from '../engine';
import { unitsOf } from '../units';
import script from './script.generated.json';
import { SCRIPT } from './script-file';

/** What kubectl is told: a script for each environment, which finds the applications by their folders. */
export const kubectlFiles: EngineFiles = { ofEnvironment, ofApplication: () => [], ofPlain: () => ({ objects: [] }) };

function ofEnvironment({ applications, own }: Source, environment: DeliveredEnvironment): EngineFile[] {
  return [
    { name: SCRIPT, text: `${[...beginning(posix.relative(own, applications), environment), ...script].join('\n')}\n` },
  ];
}

// What the rest of the script goes by. Of the units those of an application that has all: no other has more.
function beginning(
  applications: string,
  { name, namespace, cluster = '', objects, groups = [] }: DeliveredEnvironment,
): string[] {
  const units = unitsOf({ environment: name, props: { name: '', migrate: {}, watch: {} } });
  const folders = (some: typeof units) => quoted(some.map(({ folder }) => folder).join(' '));
  const [[annotation]] = Object.entries(NEVER_PRUNED) as [[string, string]];
  return [
    '#!/bin/sh',
    '# Made by "bluegreen synth", which makes it anew.',
    `environment=${quoted(name)}`,
    `namespace=${quoted(namespace)}`,
    `elsewhere=${quoted((objects?.namespaces ?? []).join(' '))}`,
    `context=${quoted(cluster)}`,
    `applications=${quoted(applications)}`,
    `manager=${quoted(MANAGER)}`,
    `ours=${quoted(MADE_BY_US)}`,
    `own_label=${quoted(OWN_LABEL)}`,
    `home_label=${quoted(HOME_LABEL)}`,
    // What another object owns, its maker takes away: KEDA gives what it makes of a ScaledObject the labels of that.
    `guard=${quoted(`jsonpath={.metadata.annotations.${annotation.replaceAll('.', '\\.')}}{.metadata.ownerReferences[*].kind}`)}`,
    `units=${folders(units)}`,
    `gates=${folders(units.filter(({ gates }) => gates))}`,
    '# What has to be done before a unit.',
    'before() {',
    '  case $1 in',
    ...units
      .filter(({ after }) => after.length)
      .map(({ folder, after }) => `    ${folder}) echo ${after.map(other => other.folder).join(' ')} ;;`),
    '  esac',
    '}',
    '# The applications that move together with one, itself among them.',
    'group_of() {',
    '  case $1 in',
    ...groups
      .filter(({ members }) => members.length)
      .map(({ members }) => `    ${members.join(' | ')}) echo ${members.join(' ')} ;;`),
    '  esac',
    '}',
    '',
  ];
}

/** A word of a shell, whatever is in it. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

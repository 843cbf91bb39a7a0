import { parse } from 'yaml';
import type { ApplicationEvidence, Evidence } from '../../lib/cluster/evidence/evidence';
import { Colour, otherColour } from '../../lib/construct/props/colour';
import { podsOf } from '../../lib/construct/resolve/size';
import { targetOf } from '../../lib/construct/resolve/traffic';
import { decide } from '../../lib/delivery/decide';
import { type Decision, VERB_OF } from '../../lib/delivery/decision';
import type { ExpectedJobs, Situation } from '../../lib/delivery/situation';
import { lastRollbackTarget, type VersionWithBefore } from '../../lib/history/rollback-target';
import type { DeliveryPolicy } from '../../lib/project/files/delivery-policy';
import type { ReleaseFile } from '../../lib/project/files/files';
import { type ApplicationState, releaseOf } from '../../lib/release/application-state';
import { applyEdits } from '../../lib/release/apply-edits';
import { hold } from '../../lib/release/hold';
import type { Edit, Outcome } from '../../lib/release/outcome';
import { promote } from '../../lib/release/promote';
import { retire } from '../../lib/release/retire';
import { rollback } from '../../lib/release/rollback';
import { SPEC } from '../release/ping-state';
import { edited } from '../system/simulation/history/state';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
/** A Monday, 10:00 in Greenwich. */
export const MONDAY = Date.parse('2026-03-02T10:00:00Z');

// Lives are long, and their files say the same again and again.
const READ = new Map<string, ReleaseFile>();
const MOST_READ = 10_000;

/** An application on its way through a history: what people commit, and what the autopilot decides. */
export class Story {
  public now = MONDAY;
  public policy: DeliveryPolicy = { promote: 'automatic' };
  public spec: ApplicationState['spec'] = SPEC;
  /** The newest first. */
  public readonly versions: VersionWithBefore[] = [];
  public before: Story | undefined;
  /** What is seen; by default that all is as git says, and nothing has failed. */
  public seen: (story: Story) => ApplicationEvidence | undefined = story => story.asGitSays();
  /** Whether promotions are watched. */
  public watched = false;
  /** Whether nobody looks at the bytes of its files. */
  public quick = false;
  /** What its next commit is called: applications that are changed together have it in common. */
  public nextHash = (): string => String(this.versions.length).padStart(40, '0');
  private text = '';
  private last:
    | { readonly text: string; readonly spec: ApplicationState['spec']; readonly current: ApplicationState }
    | undefined;
  private lastJobs: { readonly current: ApplicationState; readonly jobs: ExpectedJobs } | undefined;

  public constructor(
    public readonly environment = 'production',
    first = '1.0',
    public readonly application = 'ping',
  ) {
    this.commit('change', `{ "active": "blue", "blue": { "image": "pkw0301/app:${first}" } }`);
  }

  public get state(): ReleaseFile {
    return this.current.state!;
  }

  public get current(): ApplicationState {
    const { text, spec, environment, application } = this;
    if (this.last?.text !== text || this.last.spec !== spec) {
      const files = {
        spec: `apps/${application}.yaml`,
        release: `releases/${environment}/${application}.yaml`,
        dist: 'dist',
      };
      const state = this.read(text);
      this.last = { text, spec, current: { environment, application, files, spec, state, committed: state } };
    }
    return this.last.current;
  }

  /** Time goes by. */
  public after(milliseconds: number): this {
    this.now += milliseconds;
    return this;
  }

  public commit(subject: string, text: string, options: { cutOff?: boolean; date?: number } = {}): this {
    const { cutOff = false, date = this.now } = options;
    const commit = {
      hash: this.nextHash(),
      author: 'Ada',
      date: new Date(date).toISOString(),
      subject,
      cutOff,
    };
    this.versions.unshift({ commit, text, before: this.text || undefined });
    this.text = text;
    return this;
  }

  /** Back to the text before the last commit, as `git revert` does it. */
  public revert(): this {
    const { commit, before } = this.versions[0]!;
    return this.commit(`Revert "${commit.subject}"`, before!);
  }

  public deploy(tag: string): this {
    const idle = otherColour(this.state.active);
    const { [idle]: _, ...rest } = this.state;
    const next = { ...rest, [idle]: { image: `pkw0301/app:${tag}` } };
    return this.commit(`deploy(${this.application}): in ${this.environment}, ${tag}`, JSON.stringify(next));
  }

  public promote(): this {
    return this.does('promote', promote(this.current));
  }

  public rollback(): this {
    return this.does(
      'rollback',
      rollback(this.current, lastRollbackTarget(otherColour(this.state.active), this.versions)),
    );
  }

  public retire(): this {
    return this.does('retire', retire(this.current));
  }

  public hold(reason: string | undefined): this {
    return this.does('hold', hold(this.current, reason));
  }

  public does(verb: string, outcome: Outcome): this {
    if (outcome.kind !== 'change') throw new Error(`${verb}: ${outcome.why}`);
    const text = this.edited(outcome.edits as readonly Edit[], this.text);
    const watch = outcome.watches && this.watched && watchIn({ ...this.current, state: this.read(text) });
    const noted: Edit = { kind: 'add', path: ['watched'], value: watch };
    return this.commit(
      `${verb}(${this.application}): in ${this.environment}, x`,
      watch ? this.edited([noted], text) : text,
    );
  }

  private edited(edits: readonly Edit[], text: string): string {
    return this.quick ? JSON.stringify(edited(this.read(text), edits)) : applyEdits(text, edits);
  }

  private read(text: string): ReleaseFile {
    if (!this.quick) return parse(text);
    const key = `${this.application} ${text}`;
    const known = READ.get(key) ?? JSON.parse(text);
    if (READ.size > MOST_READ) READ.clear();
    READ.set(key, known);
    return known;
  }

  /** The Jobs have names of what they prove. */
  public get jobs(): ExpectedJobs {
    const { current } = this;
    if (this.lastJobs?.current !== current) this.lastJobs = { current, jobs: jobsOf(current) };
    return this.lastJobs.jobs;
  }

  public asGitSays(): ApplicationEvidence {
    const { state, current, jobs } = this;
    const colours = [Colour.BLUE, Colour.GREEN].flatMap(colour => {
      const release = releaseOf(current, colour);
      return release ? [[colour, { release: release.id, pods: podsOf(release), ready: podsOf(release) }] as const] : [];
    });
    const passed = [...jobs.gate, ...jobs.watch].map(name => [name, { state: 'passed' as const }] as const);
    return {
      serves: state.overlap ? 'both' : state.active,
      ...(this.spec.traffic === 'route' && { routed: routedBy(state) }),
      ...Object.fromEntries(colours),
      jobs: Object.fromEntries(passed),
    };
  }

  public get situation(): Situation {
    const here = (story: Story) => {
      const seen = story.seen(story);
      const evidence: Evidence | undefined = seen && { taken: this.now, ...seen };
      return { current: story.current, jobs: story.jobs, versions: story.versions, ...(evidence && { evidence }) };
    };
    return { ...here(this), policy: this.policy, now: this.now, ...(this.before && { before: here(this.before) }) };
  }

  public get decision(): Decision {
    return decide(this.situation);
  }

  /** `promote`, `waits: the reason`: the decision in short. */
  public get told(): string {
    const { decision } = this;
    return decision.kind === 'due' ? decision.step : `${decision.kind}: ${decision.why}`;
  }

  /** Does what is due. */
  public pass(): Decision {
    const { decision } = this;
    if (decision.kind === 'due') this.does(VERB_OF[decision.step], decision.outcome);
    return decision;
  }
}

function jobsOf(current: ApplicationState): ExpectedJobs {
  const state = current.state!;
  const target = targetOf(state);
  const gate = `gate-${target}-${releaseOf(current, target)?.id}-${state.gate?.attempt ?? 1}`;
  return { gate: state.gate?.skipped ? [] : [gate], watch: state.watched ? [`watch-${state.watched}`] : [] };
}

/** What a watch is of: one for each share. */
function watchIn(current: ApplicationState): string {
  const target = targetOf(current.state!);
  return [target, releaseOf(current, target)?.id, current.state!.weight ?? 'all'].join('-');
}

/** How a route shares the requests, as a release file says. */
export function routedBy({ active, weight = 0 }: ReleaseFile): { readonly blue: number; readonly green: number } {
  return active === Colour.BLUE ? { blue: 100 - weight, green: weight } : { blue: weight, green: 100 - weight };
}

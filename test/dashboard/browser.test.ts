import { spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dashboardPage } from '../../lib/dashboard/page/page';
import { HOUR, Story } from '../delivery/story';
import { temporaryFolder } from '../folder';
import { called, fleetOf, shownOf } from './shown';

const isInstalled = spawnSync('chromium', ['--version']).status === 0;
const withBrowser = isInstalled ? test : test.skip;

const HOSTILE = `<img src=x onerror="parent.hurt('image')"><script>parent.hurt('script')</script>"'><svg onload=parent.hurt('svg')>`;

function pages(): Record<string, string> {
  const story = new Story().after(HOUR).deploy('2.0').after(HOUR).promote();
  const due = shownOf(new Story().after(HOUR).deploy('3.0'));
  const settled = shownOf(Object.assign(story, { policy: {} }));
  const long = shownOf(Object.assign(new Story('production', 'x'.repeat(120)), { policy: {} }));
  const hostile = {
    ...settled,
    status: { ...settled.status, green: { ...settled.status.green!, version: HOSTILE, image: HOSTILE } },
    decision: { kind: 'calls' as const, why: HOSTILE, wayOut: HOSTILE },
    logs: new Map(settled.situation.jobs.gate.map(job => [job, `errors: ${HOSTILE}, at most 1%: waits`] as const)),
  };
  const applications = [due, called(settled, 'staging', 'web'), called(long, 'production', 'shop'), hostile];
  const fleet = fleetOf(applications, { problems: [HOSTILE] });
  const refresh = { version: '1', seconds: 0.05 };
  const version = '2.0-rc.1-of-the-feature-branch-with-a-long-name.0123456789abcdef';
  const named = { ...settled, status: { ...settled.status, green: { ...settled.status.green!, version } } };
  const many = Array.from({ length: 1000 }, (_, index) => called(index ? settled : named, 'staging', `app-${index}`));
  return {
    '/page': dashboardPage(fleet).text,
    '/many': dashboardPage(fleetOf(many)).text,
    '/live': dashboardPage(fleet, refresh).text,
    '/live, newer': dashboardPage(fleetOf([called(settled, 'staging', 'web'), due]), refresh).text,
  };
}

// It looks at the page as a person with a keyboard does, and writes down what it sees.
const FRAME = `<!DOCTYPE html><title>frame</title>
<iframe id=wide width=1280 height=900 src=/page></iframe><iframe id=phone width=390 height=800 src=/page></iframe>
<iframe id=link width=800 height=600 src="/page#find=3.0&amp;stage=step+due"></iframe>
<iframe id=live width=800 height=600 src="/live#find=web"></iframe>
<script>
const hurts = [];
window.hurt = what => hurts.push(what);
const shown = page => [...page.querySelectorAll('.app:not([hidden]) b')].filter(b => b.parentNode.className === 'name').map(b => b.textContent);
const groups = page => [...page.querySelectorAll('.group:not([hidden])')].map(group => group.querySelector('h2').id);
onload = async () => {
  const [wide, phone, link, live] = [...document.querySelectorAll('iframe')].map(frame => frame.contentWindow);
  const page = wide.document;
  const form = page.querySelector('form');
  const press = key => page.activeElement.dispatchEvent(new wide.KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  const type = text => { form.elements.find.value = text; form.dispatchEvent(new wide.Event('input', { bubbles: true })); };
  const seen = {};
  seen.all = shown(page);
  press('/');
  seen.slash = page.activeElement.name;
  type('WEB stag');
  seen.found = [shown(page), groups(page), form.querySelector('output').textContent, wide.location.hash];
  type('nobody is called so');
  seen.nothing = [shown(page), page.querySelector('.empty').hidden];
  press('Escape');
  seen.escaped = [form.elements.find.value, shown(page).length, wide.location.hash];
  press('ArrowDown'); press('ArrowDown');
  seen.walked = page.activeElement.querySelector('b').textContent;
  press('ArrowUp'); press('ArrowUp');
  seen.back = page.activeElement.name;
  form.querySelector('[value="settled"]').click();
  seen.stage = [shown(page), wide.location.hash];
  form.elements.environment.value = 'production';
  form.dispatchEvent(new wide.Event('input', { bubbles: true }));
  seen.both = shown(page);
  seen.link = shown(link.document);
  for (const details of phone.document.querySelectorAll('details')) details.open = true;
  seen.width = phone.document.documentElement.scrollWidth;
  seen.unnamed = [...page.querySelectorAll('input, select, [role=img], [role=region], section, fieldset')]
    .filter(one => !(one.labels?.[0] || one.ariaLabel || one.getAttribute('aria-labelledby') || one.querySelector('legend')))
    .map(one => one.outerHTML);
  seen.images = page.images.length;
  seen.scripts = page.scripts.length;
  seen.requests = wide.performance.getEntriesByType('resource').length;
  const web = live.document.getElementById('staging/web').firstElementChild;
  web.open = true;
  web.firstElementChild.focus();
  const heading = () => live.document.querySelector('h1').textContent;
  while (heading().startsWith('1 of')) await new Promise(resolve => setTimeout(resolve, 20));
  const { activeElement } = live.document;
  seen.live = [live.document.title, shown(live.document), activeElement.tagName, activeElement.parentNode.open];
  await fetch('/stop');
  const lost = live.document.querySelector('.lost');
  while (lost.hidden) await new Promise(resolve => setTimeout(resolve, 20));
  seen.lost = lost.textContent;
  const large = document.createElement('iframe');
  large.width = 390;
  large.src = '/many';
  await new Promise(resolve => { large.onload = resolve; document.body.append(large); });
  const of = large.contentWindow.document;
  const keystroke = text => {
    const started = performance.now();
    of.querySelector('form').elements.find.value = text;
    of.querySelector('form').dispatchEvent(new large.contentWindow.Event('input', { bubbles: true }));
    of.body.offsetHeight;
    return performance.now() - started;
  };
  const took = [];
  for (let times = 0; times < 3; times++) { took.push(keystroke('app-9')); keystroke(''); }
  seen.quick = Math.min(...took) < 1000 || took;
  const chip = of.querySelector('.chip.green');
  seen.version = [chip.title, chip.scrollWidth > chip.clientWidth];
  seen.hurts = hurts;
  fetch('/told', { method: 'POST', body: JSON.stringify(seen) });
};
</script>`;

withBrowser(
  'in a browser (needs chromium) the page is found through by keyboard, fits a phone, runs nothing of others, asks for nothing, stays up to date, and is quick among a thousand',
  async () => {
    const served: Record<string, string> = { '/': FRAME, ...pages() };
    const asked: string[] = [];
    let lives = 0;
    let isStopped = false;
    let tell: (text: string) => void;
    const seen = new Promise<string>(resolve => {
      tell = resolve;
    });
    const server = createServer(async (request, response) => {
      const { url = '', headers } = request;
      response.setHeader('content-type', 'text/html');
      if (url === '/told') {
        let text = '';
        for await (const chunk of request) text += chunk;
        tell(text);
      } else if (url === '/stop') isStopped = true;
      else if (headers['if-none-match']) {
        // The first looks find nothing new.
        const isNewer = ++lives > 3 && headers['if-none-match'] !== '"2"';
        if (isStopped) return void response.writeHead(503).end('apps/ping.yaml is wrong: <b>');
        if (!isNewer) return void response.writeHead(304).end();
        return void response.setHeader('etag', '"2"').end(served['/live, newer']);
      } else asked.push(url);
      response.end(served[url] ?? '');
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const flags = ['--headless', '--hide-scrollbars', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'];
    const browser = spawn(
      'chromium',
      [...flags, '--remote-debugging-port=0', `--user-data-dir=${temporaryFolder()}/me`, `http://127.0.0.1:${port}/`],
      // A page that is broken never tells anything.
      { stdio: 'ignore', timeout: 60_000, killSignal: 'SIGKILL' },
    );
    const ended = new Promise(resolve => browser.on('close', resolve));
    const told = await Promise.race([seen, ended.then(() => '{}')]);
    browser.kill();
    await ended;
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
    expect(JSON.parse(told)).toEqual({
      all: ['ping', 'ping', 'web', 'shop'],
      slash: 'find',
      found: [['web'], ['settled'], '1 of 4', '#find=WEB+stag'],
      nothing: [[], false],
      escaped: ['', 4, ''],
      walked: 'ping',
      back: 'find',
      stage: [['web', 'shop'], '#stage=settled'],
      both: ['shop'],
      link: ['ping'],
      width: 390,
      unnamed: [],
      images: 0,
      scripts: 1,
      requests: 0,
      live: ['No application needs a person', ['web'], 'SUMMARY', true],
      lost: 'This page is not of now any more. apps/ping.yaml is wrong: <b>',
      quick: true,
      version: ['2.0-rc.1-of-the-feature-branch-with-a-long-name.0123456789abcdef', false],
      hurts: [],
    });
    expect(asked.filter(url => url !== '/favicon.ico').sort()).toEqual([
      '/',
      '/live',
      '/many',
      '/page',
      '/page',
      '/page',
    ]);
  },
  90_000,
);

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
  };
  const applications = [due, called(settled, 'staging', 'web'), called(long, 'production', 'shop'), hostile];
  return { '/page': dashboardPage(fleetOf(applications, { problems: [HOSTILE] })).text };
}

// It looks at the page as a person with a keyboard does, and writes down what it sees.
const FRAME = `<!DOCTYPE html><title>frame</title>
<iframe id=wide width=1280 height=900 src=/page></iframe><iframe id=phone width=390 height=800 src=/page></iframe>
<iframe id=link width=800 height=600 src="/page#find=3.0&amp;stage=step+due"></iframe>
<pre></pre><script>
const hurts = [];
window.hurt = what => hurts.push(what);
const shown = page => [...page.querySelectorAll('.app:not([hidden]) b')].filter(b => b.parentNode.className === 'name').map(b => b.textContent);
const groups = page => [...page.querySelectorAll('.group:not([hidden])')].map(group => group.querySelector('h2').id);
onload = () => {
  const [wide, phone, link] = [...document.querySelectorAll('iframe')].map(frame => frame.contentWindow);
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
  seen.hurts = hurts;
  document.querySelector('pre').textContent = JSON.stringify(seen);
};
</script>`;

withBrowser(
  'in a browser (needs chromium) the page is found through by keyboard, fits a phone, runs nothing of others and asks for nothing',
  async () => {
    const served: Record<string, string> = { '/': FRAME, ...pages() };
    const asked: string[] = [];
    const server = createServer(({ url = '' }, response) => {
      asked.push(url);
      response.setHeader('content-type', 'text/html').end(served[url] ?? '');
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const flags = [
      '--headless',
      '--hide-scrollbars',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--dump-dom',
    ];
    const dom = await new Promise<string>((resolve, reject) => {
      const browser = spawn('chromium', [
        ...flags,
        `--user-data-dir=${temporaryFolder()}/me`,
        `http://127.0.0.1:${port}/`,
      ]);
      let text = '';
      browser.stdout.on('data', chunk => {
        text += chunk;
      });
      browser.on('error', reject).on('close', () => resolve(text));
    });
    await new Promise(resolve => server.close(resolve));
    const told = /<pre>(.*)<\/pre>/.exec(dom)?.[1]?.replaceAll('&amp;', '&').replaceAll('&lt;', '<') ?? '{}';
    expect(JSON.parse(told.replaceAll('&gt;', '>'))).toEqual({
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
      hurts: [],
    });
    expect(asked.filter(url => url !== '/favicon.ico').sort()).toEqual(['/', '/page', '/page', '/page']);
  },
  90_000,
);

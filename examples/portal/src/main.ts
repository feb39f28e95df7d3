// The pages in a browser: the address behind # says which.
import { Client, ServiceError } from './client.js';
import { column, detail, list, search, tree } from './pages.js';

const client = new Client('', navigator.language);

async function page(): Promise<string> {
  const [path = '', text = ''] = location.hash.replace(/^#\/?/, '').split('?');
  const [name = '', id = ''] = path.split('/');
  const asked = new URLSearchParams(text);
  const after = asked.get('after');
  switch (name) {
    case '': return tree(client);
    case 'column': return column(client, id, after);
    case 'document': return detail(client, id);
    case 'search': return search(client, asked.get('words') ?? '', after);
    case 'list': {
      const on = asked.get('on');
      return list(client, { ...(asked.has('inForce') && { inForce: true }), ...(on && { on }) }, after);
    }
    default: return '<p>没有这个页面。</p>';
  }
}

async function show(): Promise<void> {
  const main = document.querySelector('main');
  if (!main) return;
  main.innerHTML = await page().catch((error: unknown) => {
    if (!(error instanceof ServiceError)) throw error;
    return `<p>${error.retryable ? '服务繁忙，请稍后再试。' : '无法显示。'}<small>${error.requestId ?? ''}</small></p>`;
  });
}

document.querySelector('form')?.addEventListener('submit', (event) => {
  event.preventDefault();
  const words = new FormData(event.target as HTMLFormElement).get('words');
  location.hash = `#/search?words=${encodeURIComponent(String(words ?? ''))}`;
});
addEventListener('hashchange', () => void show());
void show();

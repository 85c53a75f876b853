/** Signs in through the whole flow with the built-in provider, as a browser would, and answers the cookie. */
export async function signedIn(address: string, practitionerId: string): Promise<string> {
  const cookies = new Map<string, string>();

  async function ask(url: URL, init: RequestInit): Promise<Response> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [name = '', ...value] = (line.split(';')[0] ?? '').split('=');
      cookies.set(name, value.join('='));
    }
    return response;
  }

  async function follow(from: URL, init: RequestInit): Promise<{ readonly url: URL; readonly text: string }> {
    let url = from;
    let response = await ask(url, init);
    for (let steps = 0; response.status >= 300 && response.status < 400 && steps < 12; steps += 1) {
      url = new URL(response.headers.get('location') ?? '', url);
      response = await ask(url, { method: 'GET' });
    }
    return { url, text: await response.text() };
  }

  const people = await follow(new URL('/desk', address), { method: 'GET' });
  const token = /name="_csrf" value="([^"]+)"/.exec(people.text)?.[1];
  if (!token) throw new Error(`The page to sign in was not shown at ${people.url.pathname}`);
  const body = new URLSearchParams({ _csrf: token, person: practitionerId });
  const shown = await follow(people.url, { method: 'POST', body });
  if (shown.url.pathname !== '/desk')
    throw new Error(`${practitionerId} was not signed in but sent to ${shown.url.pathname}`);
  return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
}

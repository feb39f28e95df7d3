// GraphQL over HTTP: one POST per operation, to the server this page came from.
export async function fetcher(params, options) {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: {
      Accept: 'application/graphql-response+json, application/json',
      'Content-Type': 'application/json',
      ...options?.headers, // what the user typed under "Headers"
    },
    body: JSON.stringify(params),
  });
  const text = await response.text();
  try {
    // A GraphQL error is also JSON, whatever its HTTP status; GraphiQL shows it.
    return JSON.parse(text);
  } catch {
    const message = `HTTP ${response.status} ${response.statusText}: ${text}`;
    return { errors: [{ message }] };
  }
}

// The page /docs/: Swagger UI over our own document. What is tried out is sent with the session of whoever looks, and
// with the CSRF token that an unsafe request must show beside it.

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

async function read(path) {
  const answer = await fetch(path, { headers: { accept: 'application/json' } });
  return await answer.json();
}

/** The token belongs to the session, so it is asked for each time: the last request may have been a log-in. */
async function withCsrfToken(request) {
  if (SAFE_METHODS.includes(request.method.toUpperCase())) return request;
  const { csrfToken } = await read('/api/csrf/');
  request.headers['X-CSRFToken'] = csrfToken;
  return request;
}

// Swagger UI turns dark by a class.
const dark = matchMedia('(prefers-color-scheme: dark)');
const dress = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', dress);
dress();

// What it leaves without a name for those who do not see the page: the choice of one server, and the bodies that are typed.
const named = {
  wrapComponents: {
    ServersContainer: () => () => null,
    TextArea: (TextArea, { React }) => {
      return (props) => React.createElement(TextArea, { 'aria-label': 'Request body', ...props });
    },
  },
};

const spec = await read('/openapi.json');
// The site may be looked at under another of its names; requests go where the page came from.
spec.servers = [{ url: location.origin }];
window.SwaggerUIBundle({
  spec,
  dom_id: '#api-docs',
  deepLinking: true,
  displayOperationId: true,
  // The schemas are some fifty: folded up, they are below what people come for and not before its end.
  defaultModelsExpandDepth: 0,
  validatorUrl: null,
  requestInterceptor: withCsrfToken,
  plugins: [named],
});

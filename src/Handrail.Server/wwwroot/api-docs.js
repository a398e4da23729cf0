// Starts the viewer of the API. Everything comes from this server: no fonts, no proxy, no services of others.
const place = document.querySelector('#api-docs');
place.replaceChildren(); // The plain table; the viewer would take it for a page of its own.
Scalar.createApiReference(place, {
  url: place.dataset.document,
  defaultOpenAllTags: true,
  withDefaultFonts: false,
  telemetry: false,
  defaultOpenAllTags: true,
  hideClientButton: true,
  showDeveloperTools: 'never',
  agent: { disabled: true },
  mcp: { disabled: true },
});

// Starts the viewer of the API. Everything comes from this server: no fonts, no proxy, no services of others.
const place = document.querySelector('#api-docs');
Scalar.createApiReference(place, {
  url: place.dataset.document,
  withDefaultFonts: false,
  telemetry: false,
  defaultOpenAllTags: true,
  hideClientButton: true,
  showDeveloperTools: 'never',
  agent: { disabled: true },
  mcp: { disabled: true },
});

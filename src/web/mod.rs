//! The web server: pages, API, event streams, engine routes, assets; the only place that knows the API's JSON.

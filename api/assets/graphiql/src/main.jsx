import { createRoot } from 'react-dom/client';
import { GraphiQL } from 'graphiql';
import { ImagePreview } from '@graphiql/react';
import 'graphiql/style.css';
import './main.css';
import { examples } from './examples.js';
import { fetcher } from './fetcher.js';

// Hovering over an image's address in a result would fetch it from its own server.
ImagePreview.shouldRender = () => false;

// sessionStorage, not GraphiQL's localStorage: edits survive a reload, and
// a newly opened page always starts with the current examples.
createRoot(document.getElementById('graphiql')).render(
  <GraphiQL
    fetcher={fetcher}
    storage={window.sessionStorage}
    defaultTabs={examples.map((query) => ({ query }))}
    shouldPersistHeaders={false}
  >
    <GraphiQL.Logo>gongkai</GraphiQL.Logo>
  </GraphiQL>,
);

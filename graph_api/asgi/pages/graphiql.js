// Starts GraphiQL with the endpoint, and on a first visit with the query that the page carries.
const text = (id) => document.getElementById(id).content.textContent;
const isFirstVisit = !localStorage.getItem("graphiql:tabState");
const first = isFirstVisit ? { query: text("query"), variables: text("variables") } : {};

ReactDOM.createRoot(document.getElementById("graphiql")).render(
  React.createElement(GraphiQL, {
    ...first,
    fetcher: GraphiQL.createFetcher({ url: text("endpoint") }),
    defaultQuery: text("query"),
    defaultEditorToolsVisibility: "variables",
    shouldPersistHeaders: false,
  }),
);

// Starts GraphiQL with the endpoint, and on a first visit with the queries that the page carries.
const text = (id) => document.getElementById(id).content.textContent;
const tabs = JSON.parse(text("tabs"));
const isFirstVisit = !localStorage.getItem("graphiql:tabState");
// The open tab takes its variables from here, the others from `defaultTabs`.
const first = isFirstVisit ? tabs[0] : {};

ReactDOM.createRoot(document.getElementById("graphiql")).render(
  React.createElement(GraphiQL, {
    ...first,
    fetcher: GraphiQL.createFetcher({ url: text("endpoint") }),
    defaultTabs: tabs,
    defaultQuery: tabs[0].query,
    defaultEditorToolsVisibility: "variables",
    shouldPersistHeaders: false,
  }),
);

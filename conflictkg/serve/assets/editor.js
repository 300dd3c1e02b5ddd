"use strict";
// The editor asks this server and nobody else; prefixes are ours, so that none are looked up elsewhere.
document.addEventListener("DOMContentLoaded", () => {
    const endpoint = new URL("/sparql", location.href).href;
    const prefixes = {
        ckg: "https://w3id.org/conflictkg/ontology#",
        rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        rdfs: "http://www.w3.org/2000/01/rdf-schema#",
        skos: "http://www.w3.org/2004/02/skos/core#",
        dcterms: "http://purl.org/dc/terms/",
        xsd: "http://www.w3.org/2001/XMLSchema#",
    };
    const things = "https://w3id.org/conflictkg/id/";
    document.getElementById("editor").addEventListener("click", (event) => {
        const link = event.target.closest("a[href]");
        if (!link || !link.href.startsWith(things)) return;
        event.preventDefault(); // a thing has its page here
        window.open("/id/" + link.href.slice(things.length), "_blank", "noopener");
    });
    const names = { ".CodeMirror textarea": "SPARQL query", ".tableSizer": "Rows on a page", ".tableFilter": "Filter rows" };
    new MutationObserver(() => {
        for (const [what, name] of Object.entries(names))
            for (const each of document.querySelectorAll(`#editor ${what}`)) each.setAttribute("aria-label", name);
    }).observe(document.getElementById("editor"), { childList: true, subtree: true });
    const known = ["ckg", "rdfs"].map((name) => `PREFIX ${name}: <${prefixes[name]}>\n`).join("");
    const first = `${known}SELECT ?who ?name WHERE {\n  ?who ckg:memberOf ?coalition ; rdfs:label ?name .\n} LIMIT 10`;
    Yasgui.Yasqe.defaults.autocompleters = ["variables"];
    Yasgui.Yasr.defaults.prefixes = prefixes;
    window.editor = new Yasgui(document.getElementById("editor"), {
        requestConfig: { endpoint, method: "POST" },
        copyEndpointOnNewTab: false,
        endpointCatalogueOptions: { getData: () => [] },
        persistenceId: null,
        yasqe: { value: first, persistenceId: null },
        yasr: { prefixes, persistenceId: null },
    });
});

"""KnowledgeGraph: one short method for each thing one can do. The only place that imports lazily."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from conflictkg import questions
from conflictkg.answers import Answer, Triples, Truth, result
from conflictkg.errors import QueryError
from conflictkg.namespaces import DERIVED, dataset_graph
from conflictkg.parameters import bind
from conflictkg.store import MemoryStore, Store, copy, open_store

if TYPE_CHECKING:
    import networkx
    import rdflib

    from conflictkg.analyze.report import Report
    from conflictkg.diff.change import Comparison
    from conflictkg.draw.lanes import Lanes
    from conflictkg.draw.network import AllianceNetwork
    from conflictkg.draw.scene import Scene
    from conflictkg.explain import Explanation
    from conflictkg.importers import LoadReport
    from conflictkg.importers.contract import Options
    from conflictkg.importers.file import File
    from conflictkg.judging.match import Proposals
    from conflictkg.pictures import Shown


class KnowledgeGraph:
    """A store with all that one can ask of it. Also a context manager: leaving closes it.

    >>> import conflictkg
    >>> kg = conflictkg.example("idlib-2015")
    >>> len(kg.query("coalition-members", coalition="Jaysh al-Fatah"))
    7
    """

    def __init__(self, store: Store, as_of: str = "", policy: str = "default") -> None:
        self.store, self.as_of, self.policy = store, as_of, policy

    def __enter__(self) -> KnowledgeGraph:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the store's files. Everything loaded is on disk already."""
        self.store.close()

    # -- what is in it

    def load(
        self,
        *paths: str | Path,
        format: str = "",
        name: str = "",
        texts: Mapping[str, str | Path] | None = None,
        options: Options | None = None,
        progress: Callable[[File], None] | None = None,
    ) -> LoadReport:
        """Load files, folders of claim sheets or built-in datasets; all of them or, on any fault, none.

        ``texts`` gives your copies of sources (source id -> file) in which snippets are found; ``options`` are those
        of importers; ``progress`` is told of a file now and then while it is read.
        """
        from conflictkg.derive import derive
        from conflictkg.importers import LoadReport
        from conflictkg.importers.contract import Options
        from conflictkg.importers.registry import read

        copies = {source: Path(path) for source, path in (texts or {}).items()}
        batches = read([str(path) for path in paths], format, name, copies, options or Options(), progress)
        anew = [dataset_graph(batch.dataset) for batch in batches if batch.replaces is None]
        with self.store.writing(without=[DERIVED, *anew]) as draft:
            for batch in batches:
                batch.into(draft)
            derive(draft)
            for batch in batches:
                batch.report.notes += batch.strangers(draft)
        return LoadReport.of([batch.report for batch in batches])

    def unload(self, dataset: str) -> None:
        """Take a dataset out; raises :class:`QueryError` when there is none of that name."""
        from conflictkg.derive import derive

        graph = dataset_graph(dataset)
        if graph not in self.store.graphs():
            raise QueryError(f'There is no dataset "{dataset}" here. `conflictkg info` lists them.')
        with self.store.writing(without=[DERIVED, graph]) as draft:
            derive(draft)

    def info(self) -> Answer:
        """The datasets with their counts, licences, versions and citations."""
        from conflictkg.profile import datasets

        return datasets(self.store)

    def waiting(self) -> int:
        """How many judgements name an id that is not loaded."""
        from conflictkg.profile import waiting

        return waiting(self.store)

    # -- asking

    def query(self, question: str, as_of: str = "", policy: str = "", **parameters: str) -> Answer:
        """The rows that answer a named question, a .rq file or SPARQL text (SELECT).

        ``as_of`` is a day, month or year; parameters of a named question take names or ids.
        """
        found = self.ask(question, as_of, policy, parameters)
        if not isinstance(found, Answer):
            raise QueryError("This query gives no rows; ask() takes ASK, CONSTRUCT and DESCRIBE too.")
        return found

    def ask(
        self, question: str, as_of: str = "", policy: str = "", parameters: Mapping[str, str] | None = None
    ) -> Answer | Triples | Truth:
        """As :meth:`query`, for every form of SPARQL query."""
        found = questions.find(question)
        as_of, policy = as_of or self.as_of, policy or self.policy
        target = self.under(policy) if found.dated or not as_of else self.view(as_of, policy)
        sparql = bind(target.store, found, as_of, parameters or {})
        return result(target.store.query(sparql))

    def under(self, policy: str) -> KnowledgeGraph:
        """The same data under another policy, in memory; the graph itself where the policy is its own."""
        if policy == self.policy or not policy:
            return self
        from conflictkg.derive import derive

        other = MemoryStore(place=self.store.place)
        with other.writing() as draft:
            copy(self.store.engine, draft.engine)
            derive(draft, policy)
        return KnowledgeGraph(other, self.as_of, policy)

    def view(self, as_of: str = "", policy: str = "") -> KnowledgeGraph:
        """What certainly or possibly holds on a day under a policy, as a graph with the same methods."""
        from conflictkg.view import on_day

        under = self.under(policy or self.policy)
        if not as_of:
            return under
        return KnowledgeGraph(on_day(under.store, as_of), as_of, under.policy)

    def find(self, text: str) -> Answer:
        """Actors and places by any spelling, best first, with the reason: the same or likely, never guessed."""
        from conflictkg.profile import search

        return search(self.store, text)

    def show(self, actor: str, as_of: str = "", policy: str = "") -> str:
        """The profile of an actor as text: names, ties with dates, certainty and sources, events."""
        from conflictkg.profile import profile

        under = self.under(policy or self.policy)
        return profile(under.store, actor, as_of or self.as_of, under.policy)

    # -- reasons

    def explain(
        self,
        subject: str,
        relation: str,
        object: str,
        as_of: str = "",
        policy: str = "",
        texts: Mapping[str, str | Path] | None = None,
    ) -> Explanation:
        """Why a statement holds, or why not: rules, propositions, claims, sources; passages of sources in ``texts``.

        >>> import conflictkg
        >>> kg = conflictkg.example("idlib-2015")
        >>> kg.explain("Liwa al-Haqq", "memberOf", "Jaysh al-Fatah").verdict
        'holds, accepted by policy default'
        """
        from conflictkg.explain import explain

        under = self.under(policy or self.policy)
        return explain(under.store, subject, relation, object, as_of or self.as_of, under.policy, texts)

    def infer(self, rules: str | Path = "") -> dict[str, int]:
        """Draw all conclusions of the rules, and of those in a folder of yours; rule -> how many."""
        from conflictkg.derive.infer import infer
        from conflictkg.derive.rules import folder

        more = folder(Path(rules)) if rules else ()
        with self.store.writing() as draft:
            return infer(draft, everything=True, more=more)

    def hypotheses(self) -> Answer:
        """What may follow by the rules that are no more than hypotheses; nothing of it is kept."""
        from conflictkg.explain.supposed import COLUMNS, supposed

        return Answer.told(list(COLUMNS), supposed(self.store))

    def what_if(self, without: str = "", policy: str = "") -> Answer:
        """Which conclusions fall and which appear without a source, or under another policy."""
        from conflictkg.explain.whatif import Change, what_if

        changes = what_if(self.store, without, policy or self.policy, self.policy)
        return Answer.told(list(Change._fields), [list(change) for change in changes])

    def analyze(self, measure: str, *actors: str, as_of: str = "", policy: str = "", **options: Any) -> Report:
        """A measure of the network of organisations, as tables that say what they are made of.

        ``options`` are those of :func:`conflictkg.analyze.analyze`: attributes, relations, weight, by, certain ...

        >>> import conflictkg
        >>> conflictkg.example().analyze("centrality", as_of="2015-03-28").rows()[0]["name"]
        'Jaysh al-Fatah'
        """
        from conflictkg.analyze import analyze

        return analyze(self.under(policy or self.policy), measure, actors, as_of or self.as_of, **options)

    def diff(self, a: str, b: str, about: Iterable[str] = (), policy: str = "") -> Comparison:
        """What changed from A to B, two dates or two datasets (loaded ones by name, else files), ``about`` whom."""
        from conflictkg.diff import diff

        return diff(self.under(policy or self.policy), a, b, about)

    # -- identity

    def same(self, a: str, b: str, because: str, by: str = "", on: str = "") -> str:
        """Judge two ids or names the same actor; gives the judgement in a line, with its id.

        Raises :class:`ConflictKGError` while another says otherwise. ``by`` is else the login name, ``on`` today.
        """
        from conflictkg.judging.pairs import judge_pair

        return judge_pair(self.store, "same", a, b, because, by, on)

    def different(self, a: str, b: str, because: str, by: str = "", on: str = "") -> str:
        """Judge two ids or names different actors; as :meth:`same`."""
        from conflictkg.judging.pairs import judge_pair

        return judge_pair(self.store, "different", a, b, because, by, on)

    def judgements(self) -> Answer:
        """All judgements on identity, those of datasets too: id, pair, verdict, by whom, when, why, where from."""
        from conflictkg.judging.pairs import listed

        return Answer.told(*listed(self.store))

    def judgements_csv(self) -> str:
        """The judgements made here as a table in the columns of ``judgements.csv``."""
        from conflictkg.judging import judgements, sheet

        return sheet.write(judgements.own(self.store))

    def import_judgements(self, path: str | Path, by: str = "", on: str = "") -> tuple[int, int]:
        """Take in a table of judgements, all or none: how many, and how many proposals are not judged yet."""
        from conflictkg.judging.pairs import take_in

        return take_in(self.store, path, by, on)

    def undo(self, judgement: str) -> str:
        """Take a judgement made here back, by its id; gives it in a line. Everything is as it was before."""
        from conflictkg.judging.judgements import undo

        return undo(self.store, judgement).told()

    def match(self, *datasets: str) -> Proposals:
        """Pairs of actors that may be one, with the evidence: of two datasets, of one and all others, or of any."""
        from conflictkg.judging.match import propose

        return propose(self.store, datasets)

    # -- pictures and files

    def scene(self, *actors: str, **shown: Unpack[Shown]) -> Scene:
        """What is to be seen on a day, or at any time: nodes, edges, claims. ``shown`` is as in :meth:`history`."""
        from conflictkg.pictures import scene

        return scene(self, actors, shown)

    def history(self, *actors: str, **shown: Unpack[Shown]) -> Scene:
        """As :meth:`scene`, with the ties of all days; ``as_of`` is where the page's slider stands first.

        ``shown`` are ``depth``, ``as_of``, ``policy``, ``question``, ``size`` and ``colour``: see
        :class:`conflictkg.pictures.Shown`.
        """
        from conflictkg.pictures import history

        return history(self, actors, shown)

    def network(
        self, *actors: str, engine: str = "auto", tab: str = "network", **shown: Unpack[Shown]
    ) -> AllianceNetwork:
        """A pyvis Network of a day, or of all days, with a page of its own; shows itself in Jupyter.

        ``shown`` is as in :meth:`history`. The page has all days: its slider stands at ``as_of`` first, its second tab
        has the lanes, open first with ``tab="lanes"``.
        """
        from conflictkg.pictures import network

        return network(self, actors, shown, engine, tab)

    def lanes(self, *actors: str, **shown: Unpack[Shown]) -> Lanes:
        """Who was in which coalition when: lanes with bars, changes between them, events across them.

        ``shown`` is as in :meth:`history`.
        """
        from conflictkg.pictures import lanes

        return lanes(self, actors, shown)

    def figure(
        self,
        picture: str = "network",
        *actors: str,
        format: str = "svg",
        width: float = 160,
        **shown: Unpack[Shown],
    ) -> bytes:
        """A network or lanes for print: svg, png (300 dots per inch) or pdf, so many millimetres wide."""
        from conflictkg.pictures import figure

        return figure(self, picture, actors, shown, format, width)

    def export(self, format: str, path: str | Path = "", as_of: str = "", policy: str = "") -> str | bytes:
        """The graph in a format, bytes if parquet; written to ``path`` too. Of several files it gives the first."""
        from conflictkg.export import files, save

        written = files(self.view(as_of or self.as_of, policy or self.policy), format, path)
        if path:
            save(written)
        return written[0][1]

    def to_networkx(self) -> networkx.MultiDiGraph:
        """Actors and places as nodes, accepted and other ties as edges with dates, status and sources."""
        from conflictkg.export.graphs import multigraph

        return multigraph(self)

    def to_rdflib(self) -> rdflib.Dataset:
        """Everything as an rdflib Dataset, one graph per dataset."""
        from conflictkg.export.rdf import to_rdflib

        return to_rdflib(self.store)

    def check(self, texts: Mapping[str, str | Path] | None = None) -> Any:
        """Findings of the shapes, the queries in ``queries/checks`` and, given texts, of every locator."""
        from conflictkg.checks import check

        return check(self.store, {source: Path(path) for source, path in (texts or {}).items()})


def open_graph(place: str | Path, create: bool = True) -> KnowledgeGraph:
    """The graph in a directory (made where there is none) or ``:memory:``."""
    return KnowledgeGraph(open_store(str(place), create))


def example(*names: str) -> KnowledgeGraph:
    """Built-in datasets in memory; ``idlib-2015`` when none is named."""
    kg = KnowledgeGraph(MemoryStore(place="built-in"))
    kg.load(*(names or ("idlib-2015",)))
    return kg

"""Queries that hurt an engine: those that the guard refuses, and those that only a limit stops."""

from __future__ import annotations

P = "PREFIX f: <https://w3id.org/fengtu/ont#> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> "
ANY = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"


def _nested(opening: str, closing: str, times: int, inside: str = "") -> str:
    return opening * times + inside + closing * times


def _doubled(times: int) -> str:
    steps = "".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1}) " for n in range(times))
    return f"BIND('枫图枫图枫图枫图' AS ?x0) {steps}"


REFUSED = {
    "nested groups": "SELECT * " + _nested("{", "}", 4_000),
    "nested groups over POST": "SELECT * WHERE " + _nested("{", "}", 9_000),
    "nested parentheses": "ASK { FILTER(" + _nested("(", ")", 9_000, "1") + ") }",
    "negations": "ASK { FILTER(" + "!" * 10_000 + "1) }",
    "sum": "ASK { FILTER(1" + "+1" * 7_000 + ") }",
    "alternatives": "ASK { FILTER(?x" + "||?x" * 4_500 + ") }",
    "sub-selects": "SELECT * " + _nested("{SELECT * ", "}", 1_300, "{}"),
    "unions": "SELECT * { {}" + " UNION {}" * 1_900 + " }",
    "binds": "SELECT * { " + "".join(f"BIND(1 AS ?x{n}) " for n in range(1_000)) + "}",
    "path alternatives": "SELECT * { ?s " + "|".join(["<a:b>"] * 3_000) + " ?o }",
    "path sequence": "SELECT * { ?s " + "/".join(["<a:b>"] * 512) + " ?o }",
    "optionals": "SELECT * {" + " ".join(f"OPTIONAL {{?s ?p{n} ?o}}" for n in range(512)) + "}",
    "star of patterns": "SELECT * {" + "".join(f"?s ?p{n} ?o{n} ." for n in range(256)) + "}",
    "nested blank nodes": "SELECT * { ?s ?p " + _nested("[ ?p ", "]", 128, "1") + " }",
    "triple terms": "SELECT * { ?s ?p " + _nested("<<( <a:b> <a:b> ", " )>>", 500, "1") + " }",
    "list": "SELECT * { ?s ?p (" + " ".join(f"?o{n}" for n in range(400)) + ") }",
    "long IN": "ASK { FILTER(1 IN (" + ",".join(map(str, range(200_000))) + ")) }",
    "many values": "SELECT * { VALUES ?x { " + "1 " * 30_000 + "} }",
    "nested functions": "ASK { FILTER(" + _nested("STR(", ")", 4_000, "1") + ") }",
    "hidden in an IRI": "ASK { FILTER(1 <" + "(" * 300 + "1" + ")" * 300 + ">2) }",
    "service": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "silent service": "SELECT * { service silent <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "service of a variable": "SELECT * { ?s ?p ?o . SERVICE ?o { ?a ?b ?c } }",
    "service in a group": "ASK { { { SERVICE\n#\n<http://127.0.0.1:9/> { } } } }",
    "hidden service": "SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "load": "LOAD <http://127.0.0.1:9/>",
    "load after a query": "SELECT * {} ; LOAD <http://127.0.0.1:9/>",
    "insert": "INSERT DATA { <a:b> <a:b> <a:b> }",
    "delete": "DELETE WHERE { ?s ?p ?o }",
    "clear": "CLEAR ALL",
    "drop": "DROP ALL",
    "no query": "}{",
    "nothing": "",
    "unending string": "SELECT * { ?s ?p '''",
    "unending IRI": "SELECT * { ?s <http://",
    "control characters": "SELECT * { ?s ?p \x00 }",
    "surrogate": "SELECT * { ?s ?p '\\uD800' }",
    "syntax": "SELECT WHERE ?s",
    "aggregate of nothing": "SELECT (SUM() AS ?n) {}",
}
"""Each is answered 4xx, before or by the engine's parser."""

CONSUMING = {
    "product counted": f"SELECT (COUNT(*) AS ?n) {{ {ANY} }}",
    "product grouped": f"SELECT ?a (COUNT(*) AS ?n) {{ {ANY} }} GROUP BY ?a",
    "product distinct": f"SELECT DISTINCT ?a ?d ?g {{ {ANY} FILTER(?c > ?f) }}",
    "product sorted": f"SELECT * {{ {ANY} }} ORDER BY ?c ?f ?i",
    "product filtered": f"SELECT * {{ {ANY} FILTER(STR(?c) = CONCAT(STR(?f), STR(?i), 'x')) }}",
    "product of optionals": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c OPTIONAL { ?d ?e ?f "
    "OPTIONAL { ?g ?h ?i } } }",
    "product without": f"SELECT (COUNT(*) AS ?n) {{ {ANY} MINUS {{ ?a ?b ?f }} }}",
    "product of unions": "SELECT (COUNT(*) AS ?n) { { ?a ?b ?c } UNION { ?c ?b ?a } "
    "{ ?d ?e ?f } UNION { ?f ?e ?d } ?g ?h ?i }",
    "product concatenated": f"SELECT (GROUP_CONCAT(STR(?c)) AS ?x) {{ {ANY} }}",
    "product sampled": f"SELECT (SAMPLE(?c) AS ?x) (MIN(?f) AS ?y) (MAX(?i) AS ?z) {{ {ANY} }}",
    "product asked": f"ASK {{ {ANY} FILTER(STRLEN(CONCAT(STR(?a), STR(?d), STR(?g))) < 0) }}",
    "product skipped": f"SELECT * {{ {ANY} }} OFFSET 900000000000",
    "not exists in a product": f"SELECT (COUNT(*) AS ?n) {{ {ANY} "
    "FILTER NOT EXISTS { ?c ?f ?i } }",
    "sub-select in a product": "SELECT (COUNT(*) AS ?n) { { SELECT * { ?a ?b ?c . ?d ?e ?f } } "
    "{ SELECT * { ?g ?h ?i . ?j ?k ?l } } }",
    "any path": "SELECT (COUNT(*) AS ?n) { ?a (!<a:b>)* ?b . ?c (!<a:b>)* ?d }",
    "any path both ways": "SELECT (COUNT(*) AS ?n) { ?a (!<a:b>|^(!<a:b>))+ ?b . "
    "?c (!<a:b>|^(!<a:b>))+ ?d }",
    "path of paths": "SELECT (COUNT(*) AS ?n) { ?a (((!<a:b>)+)+/(!<a:b>)*)+ ?b . ?b (!<a:b>)* ?c "
    ". ?d (!<a:b>)* ?e }",
    "pattern of each row": f"SELECT (COUNT(*) AS ?n) {{ {ANY} "
    "FILTER(REGEX(STR(?c), CONCAT('(', STRLANG(STR(?f), 'x'), '|a+)+$'))) }",
    "patterns that repeat": f"SELECT (COUNT(*) AS ?n) {{ {ANY} "
    "FILTER(REGEX(CONCAT(STR(?c), STR(?f)), '(a+)+(b+)+(c+)+$')) }",
    "replacements": f"SELECT (SUM(STRLEN(REPLACE(STR(?c), '', STR(?f)))) AS ?n) {{ {ANY} }}",
    "digests": f"SELECT (COUNT(?x) AS ?n) {{ {ANY} BIND(SHA512(CONCAT(STR(?c), STR(?f))) AS ?x) }}",
    "dates": P
    + f"SELECT (COUNT(?x) AS ?n) {{ {ANY} BIND(xsd:date(CONCAT(STR(?c), STR(?f))) AS ?x) }}",
    "everything twice": "SELECT * { ?a ?b ?c . ?d ?e ?f }",
    "everything twice as XML": "SELECT * { ?a ?b ?c . ?d ?e ?f } #xml",
    "everything constructed": "CONSTRUCT { ?a ?e ?f } { ?a ?b ?c . ?d ?e ?f FILTER(isIRI(?a)) }",
    "everything described": "DESCRIBE ?a ?c { ?a ?b ?c . ?d ?e ?f }",
    "many orders": f"SELECT * {{ {ANY} }} ORDER BY DESC(SHA256(STR(?c))) ?a ?d ?g",
    "random order": f"SELECT * {{ {ANY} }} ORDER BY RAND()",
    "having": f"SELECT ?a {{ {ANY} }} GROUP BY ?a HAVING(COUNT(*) < 0)",
    "values in a product": "SELECT (COUNT(*) AS ?n) { VALUES ?x { "
    + "1 " * 1_000
    + "} VALUES ?y { "
    + "1 " * 1_000
    + "} ?a ?b ?c . ?d ?e ?f }",
    "many variables": "SELECT * { " + " ".join(f"?s{n} ?p{n} ?o{n} ." for n in range(30)) + "}",
    "star near the limit": "SELECT * {" + "".join(f"?s ?p{n} ?o{n} ." for n in range(40)) + "}",
    "functions near the limit": "SELECT (COUNT(?x) AS ?n) { "
    f"{ANY} BIND({_nested('UCASE(', ')', 40, 'STR(?c)')} AS ?x) }}",
}
"""Each would take minutes, gigabytes or both."""

GROWING = {
    "string of gigabytes": f"SELECT (STRLEN(?x28) AS ?n) {{ {_doubled(28)} }}",
    "string of gigabytes sent": f"SELECT ?x28 {{ {_doubled(28)} }}",
    "strings of megabytes": f"SELECT ?x18 ?c {{ {_doubled(18)} ?a ?b ?c }}",
    "replaced": "SELECT (STRLEN(REPLACE(REPLACE(REPLACE(?a, 'x', ?a), 'x', ?a), 'x', ?a)) AS ?n) "
    "{ BIND('" + "x" * 1_000 + "' AS ?a) }",
    "large numbers": "SELECT (1e308 * 1e308 AS ?x) (9223372036854775807 + 1 AS ?y) {}",
    "division": "SELECT (1 / 0 AS ?x) {}",
    "no limit to a limit": "SELECT * { ?s ?p ?o } LIMIT 99999999999999999999",
    "recursion by names": "SELECT ?x { BIND(?x AS ?y) BIND(?y AS ?z) }",
    "unknown function": "SELECT (<http://example.org/f>(1) AS ?x) {}",
    "geometry": P + "SELECT (<http://www.opengis.net/def/function/geosparql/distance>"
    "('POINT(0 0)', 'POLYGON((0 0, 1 1, 0 1, 0 0))', <a:b>) AS ?x) {}",
    "words of directions": "SELECT ('\u202e\u2066' AS ?x) ('\u0001\ufffe' AS ?y) {}",
    "addresses": "SELECT (IRI('javascript:alert(1)') AS ?x) (IRI('//a') AS ?y) {}",
}
"""Each is answered somehow: with a value, a cut answer or a clear no."""

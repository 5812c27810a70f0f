# Each fault is one update of sound.ttl; the line above it names the shape it breaks.
PREFIX : <https://w3id.org/fengtu/id/>
PREFIX bd: <https://w3id.org/fengtu/scheme/bound/>
PREFIX c: <https://w3id.org/fengtu/doc/00000000000000aa/claim/>
PREFIX d: <https://w3id.org/fengtu/doc/>
PREFIX dcat: <http://www.w3.org/ns/dcat#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX ft: <https://w3id.org/fengtu/ont#>
PREFIX gr: <https://w3id.org/fengtu/scheme/grade/>
PREFIX itsrdf: <http://www.w3.org/2005/11/its/rdf#>
PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX p: <https://w3id.org/fengtu/place/>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX s: <https://w3id.org/fengtu/doc/00000000000000aa/span/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX spdx: <http://spdx.org/rdf/terms#>
PREFIX st: <https://w3id.org/fengtu/scheme/status/>
PREFIX t: <https://w3id.org/fengtu/period/>
PREFIX un: <https://w3id.org/fengtu/scheme/unit/>
PREFIX vk: <https://w3id.org/fengtu/scheme/valuekind/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

#! ClaimEvidence: no evidence
DELETE WHERE { c:a1 ft:evidence ?o }

#! ClaimEvidence: evidence that is no span
INSERT DATA { c:a1 ft:evidence :o-1 }

#! ClaimOneDocument: evidence in two documents
INSERT DATA { c:a1 ft:evidence s:b }

#! ClaimKind: a claim of no kind
DELETE WHERE { c:a1 a ?o } ; INSERT DATA { c:a1 a ft:Claim }

#! ClaimStatus: no status
DELETE WHERE { c:a1 ft:status ?o }

#! ClaimStatus: two statuses
INSERT DATA { c:a1 ft:status st:ongoing }

#! ClaimStatus: a status of our own
DELETE WHERE { c:a1 ft:status ?o } ; INSERT DATA { c:a1 ft:status st:abandoned }

#! ClaimConfidence: too sure
INSERT DATA { c:a1 ft:confidence 1.5 }

#! ClaimConfidence: less than unsure
INSERT DATA { c:a1 ft:confidence "-0.5"^^xsd:decimal }

#! ClaimConfidence: two confidences
INSERT DATA { c:a1 ft:confidence 0.5 , 0.6 }

#! ClaimConfidence: a confidence in words
INSERT DATA { c:a1 ft:confidence "sure" }

#! ClaimPeriod: two periods
INSERT DATA { c:r1 ft:period t:2024 . t:2024 a dcterms:PeriodOfTime ; dcat:startDate "2024-01-01"^^xsd:date }

#! ClaimPeriod: a period that is none
INSERT DATA { c:a1 ft:period t:never }

#! ClaimPlace: a place that is none
INSERT DATA { c:a1 ft:place :o-1 }

#! ClaimPlace: two places
INSERT DATA { c:r1 ft:place p:330000 }

#! ClaimGrade: a grade of our own
INSERT DATA { c:a1 ft:grade st:planned }

#! ClaimGrade: two grades
INSERT DATA { c:h1 ft:grade gr:county }

#! ClaimSpeaker: a speaker in words
INSERT DATA { c:a1 ft:assertedBy "张三" }

#! RelationSubject: no rdf:subject
DELETE WHERE { c:r2 rdf:subject ?o }

#! RelationPredicate: no rdf:predicate
DELETE WHERE { c:r2 rdf:predicate ?o }

#! RelationObject: no rdf:object
DELETE WHERE { c:r2 rdf:object ?o }

#! RelationSubject: two subjects
INSERT DATA { c:r2 rdf:subject :i-2 . :i-2 ft:participant :o-1 }

#! RelationSubject: a subject in words
DELETE WHERE { c:r2 rdf:subject ?o } ; INSERT DATA { c:r2 rdf:subject "改革" }

#! RelationPredicate: a predicate that is no relation
DELETE WHERE { c:r2 rdf:predicate ?o } ; INSERT DATA { c:r2 rdf:predicate skos:related . :i-1 skos:related :o-1 }

#! RelationPredicate: two predicates
INSERT DATA { c:r2 rdf:predicate ft:ledBy }

#! RelationObject: two objects
INSERT DATA { c:r2 rdf:object :o-2 . :i-1 ft:participant :o-2 }

#! RelationObject: an object in words
INSERT DATA { c:r2 rdf:object "市委" . :i-1 ft:participant "市委" }

#! RelationAsserted: a relation without its edge
DELETE DATA { :i-1 ft:partOf :i-2 }

#! LedByClaimed: an edge nobody claims
INSERT DATA { :i-2 ft:ledBy :o-1 }

#! ParticipantClaimed: an edge nobody claims
INSERT DATA { :i-2 ft:participant :o-1 }

#! ImplementedInClaimed: an edge nobody claims
INSERT DATA { :i-2 ft:implementedIn p:330700 }

#! OriginatedInClaimed: an edge nobody claims
INSERT DATA { :i-2 ft:originatedIn p:330700 }

#! PartOfClaimed: an edge nobody claims
INSERT DATA { :i-2 ft:partOf :i-1 }

#! BuildsOnClaimed: an edge nobody claims
INSERT DATA { :i-2 ft:buildsOn :i-1 }

#! SupportsClaimed: an edge nobody claims
INSERT DATA { :i-2 ft:supports :i-1 }

#! PursuesGoalClaimed: an edge nobody claims
INSERT DATA { :i-2 ft:pursuesGoal :g-1 }

#! MemberOfClaimed: an edge nobody claims
INSERT DATA { :p-1 org:memberOf :o-2 }

#! JurisdictionClaimed: an edge nobody claims
INSERT DATA { :o-1 ft:jurisdiction p:330000 }

#! WithinClaimed: an edge nobody claims
INSERT DATA { p:z-1 ft:within p:330000 }

#! LedByClaimed: an edge whose claim lost its evidence
DELETE WHERE { c:r1 ft:evidence ?o }

#! OutcomeClaim: an outcome that is no claim
INSERT DATA { :i-1 ft:hasOutcome :g-1 }

#! ActionVerb: no verb
DELETE WHERE { c:a1 ft:verb ?o }

#! ActionVerb: two verbs
INSERT DATA { c:a1 ft:verb "推进"@zh }

#! ActionVerb: a verb without language
DELETE WHERE { c:a1 ft:verb ?o } ; INSERT DATA { c:a1 ft:verb "推进" }

#! ActionObject: nothing acted on
DELETE WHERE { c:a1 ft:actsOn ?o }

#! ActionObject: two initiatives acted on
INSERT DATA { c:a1 ft:actsOn :i-2 }

#! ActionObject: an institution acted on
DELETE WHERE { c:a1 ft:actsOn ?o } ; INSERT DATA { c:a1 ft:actsOn :o-1 }

#! ActionActor: an actor in words
INSERT DATA { c:a1 ft:actor "市委" }

#! ObservationIndicator: no ft:indicator
DELETE WHERE { c:o1 ft:indicator ?o }

#! ObservationValue: no ft:value
DELETE WHERE { c:o1 ft:value ?o }

#! ObservationUnit: no ft:unit
DELETE WHERE { c:o1 ft:unit ?o }

#! ObservationKind: no ft:valueKind
DELETE WHERE { c:o1 ft:valueKind ?o }

#! ObservationSpan: no ft:valueSpan
DELETE WHERE { c:o1 ft:valueSpan ?o }

#! ObservationIndicator: two indicators
INSERT DATA { c:o1 ft:indicator :x-2 . :x-2 a ft:Indicator ; skos:prefLabel "起数"@zh }

#! ObservationIndicator: an indicator that is none
DELETE WHERE { c:o1 ft:indicator ?o } ; INSERT DATA { c:o1 ft:indicator :g-1 }

#! ObservationValue: two values
INSERT DATA { c:o1 ft:value 31.0 }

#! ObservationValue: a value in words
DELETE WHERE { c:o1 ft:value ?o } ; INSERT DATA { c:o1 ft:value "三十" }

#! ObservationValue: a value that is no decimal
DELETE WHERE { c:o1 ft:value ?o } ; INSERT DATA { c:o1 ft:value 3.0e1 }

#! ObservationUnit: two units
INSERT DATA { c:o1 ft:unit un:u9879 . un:u9879 skos:notation "项" }

#! ObservationUnit: a unit in words
DELETE WHERE { c:o1 ft:unit ?o } ; INSERT DATA { c:o1 ft:unit "个" }

#! UnitNotation: a unit without notation
DELETE WHERE { un:u4e2a skos:notation ?o }

#! UnitNotation: a unit with two notations
INSERT DATA { un:u4e2a skos:notation "項" }

#! ObservationKind: a kind of our own
DELETE WHERE { c:o1 ft:valueKind ?o } ; INSERT DATA { c:o1 ft:valueKind vk:mood }

#! ObservationKind: two kinds
INSERT DATA { c:o1 ft:valueKind vk:level }

#! ObservationSpan: a number that stands nowhere
DELETE WHERE { c:o1 ft:valueSpan ?o } ; INSERT DATA { c:o1 ft:valueSpan :x-1 }

#! ObservationText: two spellings
INSERT DATA { c:o1 ft:valueText "30个" }

#! ObservationText: a spelling with a language
DELETE WHERE { c:o1 ft:valueText ?o } ; INSERT DATA { c:o1 ft:valueText "三十个"@zh }

#! ObservationBound: a bound called about
DELETE WHERE { c:o1 ft:bound ?o } ; INSERT DATA { c:o1 ft:bound bd:about }

#! ObservationBound: two bounds
INSERT DATA { c:o1 ft:bound bd:atLeast }

#! ObservationBaseline: a baseline that is no period
DELETE WHERE { c:o1 ft:baselinePeriod ?o } ; INSERT DATA { c:o1 ft:baselinePeriod p:330700 }

#! ObservationBaseline: two baselines
INSERT DATA { c:o1 ft:baselinePeriod t:2024 . t:2024 a dcterms:PeriodOfTime ; dcat:endDate "2024-12-31"^^xsd:date }

#! RecognitionRecipient: nobody honoured
DELETE WHERE { c:h1 ft:recipient ?o }

#! RecognitionRecipient: two recipients
INSERT DATA { c:h1 ft:recipient :i-2 }

#! RecognitionRecipient: a recipient in words
DELETE WHERE { c:h1 ft:recipient ?o } ; INSERT DATA { c:h1 ft:recipient "改革" }

#! RecognitionHonour: no honour
DELETE WHERE { c:h1 ft:honour ?o }

#! RecognitionHonour: two honours
INSERT DATA { c:h1 ft:honour :h-2 . :h-2 a ft:Honour ; skos:prefLabel "称号"@zh }

#! RecognitionHonour: an honour that is none
DELETE WHERE { c:h1 ft:honour ?o } ; INSERT DATA { c:h1 ft:honour :g-1 }

#! SpanBegin: no nif:beginIndex
DELETE WHERE { s:0-6 nif:beginIndex ?o }

#! SpanBegin: two of nif:beginIndex
INSERT DATA { s:0-6 nif:beginIndex "1"^^xsd:nonNegativeInteger }

#! SpanEnd: no nif:endIndex
DELETE WHERE { s:0-6 nif:endIndex ?o }

#! SpanEnd: two of nif:endIndex
INSERT DATA { s:0-6 nif:endIndex "7"^^xsd:nonNegativeInteger }

#! SpanQuote: no nif:anchorOf
DELETE WHERE { s:0-6 nif:anchorOf ?o }

#! SpanQuote: two of nif:anchorOf
INSERT DATA { s:0-6 nif:anchorOf "市委深化政策" }

#! SpanBegin: a beginning in words
DELETE WHERE { s:0-6 nif:beginIndex ?o } ; INSERT DATA { s:0-6 nif:beginIndex "零" }

#! SpanEnd: an end in words
DELETE WHERE { s:0-6 nif:endIndex ?o } ; INSERT DATA { s:0-6 nif:endIndex "六" }

#! SpanQuote: a quotation with a language
DELETE WHERE { s:0-6 nif:anchorOf ?o } ; INSERT DATA { s:0-6 nif:anchorOf "市委深化改革"@zh }

#! SpanDocument: a span of no document
DELETE WHERE { s:6-9 dcterms:isPartOf ?o }

#! SpanDocument: a span of two documents
INSERT DATA { s:6-9 dcterms:isPartOf d:00000000000000bb }

#! SpanDocument: a span of something else
DELETE WHERE { s:6-9 dcterms:isPartOf ?o } ; INSERT DATA { s:6-9 dcterms:isPartOf :i-1 }

#! SpanLength: a quotation that is too short
DELETE WHERE { s:0-6 nif:anchorOf ?o } ; INSERT DATA { s:0-6 nif:anchorOf "市委深化" }

#! SpanLength: a rare character counted as two
DELETE WHERE { s:6-9 nif:anchorOf ?o } ; INSERT DATA { s:6-9 nif:anchorOf "𠮷𠮷" }

#! SpanOrder: a span that ends where it begins
INSERT DATA { s:9-9 a ft:TextSpan ; nif:beginIndex "9"^^xsd:nonNegativeInteger ; nif:endIndex "9"^^xsd:nonNegativeInteger ; nif:anchorOf "" ; dcterms:isPartOf d:00000000000000aa }

#! DocumentName: no file name
DELETE WHERE { d:00000000000000aa dcterms:identifier ?o }

#! DocumentName: two file names
INSERT DATA { d:00000000000000aa dcterms:identifier "丙.txt" }

#! DocumentDigest: no checksum
DELETE WHERE { d:00000000000000aa spdx:checksum ?o }

#! DocumentDigest: two checksums
INSERT DATA { d:00000000000000aa spdx:checksum d:bb-checksum }

#! EntityName: no name
DELETE WHERE { :g-1 skos:prefLabel ?o }

#! EntityName: two names in Chinese
INSERT DATA { :i-2 skos:prefLabel "另一经验"@zh }

#! EntityChineseName: a name in English alone
DELETE WHERE { :g-1 skos:prefLabel ?o } ; INSERT DATA { :g-1 skos:prefLabel "goal"@en }

#! EntityOtherNames: a name that is an alias too
INSERT DATA { :i-2 skos:altLabel "经验"@zh }

#! EntityName: a person without name
DELETE WHERE { :p-1 skos:prefLabel ?o }

#! MentionedEntity: a mention of nothing
INSERT DATA { s:6-9 itsrdf:taIdentRef :i-nowhere }

#! PlaceCode: a code with spaces
DELETE WHERE { p:330000 ft:adminCode ?o } ; INSERT DATA { p:330000 ft:adminCode "33 00 00" }

#! PlaceCode: two codes
INSERT DATA { p:330000 ft:adminCode "330001" }

#! PlaceCode: a code as a number
DELETE WHERE { p:330000 ft:adminCode ?o } ; INSERT DATA { p:330000 ft:adminCode 330000 }

#! PlaceLevel: a level of our own
DELETE WHERE { p:330000 ft:adminLevel ?o } ; INSERT DATA { p:330000 ft:adminLevel gr:national }

#! PlaceLevel: two levels
INSERT DATA { p:330000 ft:adminLevel <https://w3id.org/fengtu/scheme/level/county> }

#! PeriodStart: two first days
INSERT DATA { t:2025 dcat:startDate "2025-02-01"^^xsd:date }

#! PeriodStart: a first day that is a year
DELETE WHERE { t:2025 dcat:startDate ?o } ; INSERT DATA { t:2025 dcat:startDate "2025" }

#! PeriodEnd: two last days
INSERT DATA { t:2025 dcat:endDate "2025-11-30"^^xsd:date }

#! PeriodEnd: a last day that is a year
DELETE WHERE { t:2025 dcat:endDate ?o } ; INSERT DATA { t:2025 dcat:endDate "2025" }

#! PeriodOpen: a period without days
INSERT DATA { t:ever a dcterms:PeriodOfTime }

#! PeriodOrder: a period that ends before it starts
DELETE WHERE { t:2025 dcat:endDate ?o } ; INSERT DATA { t:2025 dcat:endDate "2024-12-31"^^xsd:date }

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "proto/document_cell.h"
#include "proto/document_parts.h"
#include "rules/finance.h"

/* Thousandths as a decimal number without trailing zeros. */
static void
amount(struct json *j, const char *key, int64_t v)
{
	char	 text[32];
	int	 n;

	if (v == AMOUNT_NONE) {
		json_null(j, key);
		return;
	}
	n = snprintf(text, sizeof(text), "%s%lld.%03d", v < 0 ? "-" : "",
	    llabs((long long)v) / 1000, (int)(llabs((long long)v) % 1000));
	while (text[n - 1] == '0')
		n--;
	n -= text[n - 1] == '.';
	json_raw(j, key, text, (size_t)n);
}

static void
proposal(struct json *j, const struct proposal *p)
{
	const struct field	*area;
	size_t			 i;

	area = shape_field(shape_field(&shape_proposal, "finding")->of,
	    "area");
	json_object(j, "proposal");
	json_text(j, "rating", mark_code(p->rating));
	document_day(j, "on", p->on);
	json_text(j, "report", p->report);
	json_text(j, "digest", p->digest);
	json_text(j, "summary", p->summary);
	json_text(j, "author", p->author);
	json_text(j, "explanation", p->explanation);
	json_array(j, "findings");
	for (i = 0; i < p->nfinding; i++) {
		json_object(j, NULL);
		json_text(j, "area", vocabulary_name(area->words,
		    p->finding[i].area));
		json_text(j, "text", p->finding[i].text);
		json_end(j);
	}
	json_end(j);
	json_array(j, "recommendations");
	for (i = 0; i < p->nrecommendation; i++)
		json_text(j, NULL, p->recommendation[i].text);
	json_end(j);
	json_end(j);
}

static void
award(struct json *j, const struct award *w)
{
	json_object(j, "award");
	json_text(j, "rating", mark_code(w->rating));
	document_day(j, "on", w->on);
	json_text(j, "reason", w->reason);
	json_text(j, "author", w->author);
	json_text(j, "approver", w->approver);
	json_text(j, "report", w->report);
	json_end(j);
}

static void
metric(struct json *j, const struct metric_value *m)
{
	const struct metric	*known = metric_find(m->id);

	json_object(j, NULL);
	json_text(j, "id", m->id);
	if (known != NULL) {
		json_text(j, "name", known->name);
		json_text(j, "area", area_title(known->area));
		json_text(j, "unit", known->unit);
		json_text(j, "better", direction_name(known->better));
	}
	amount(j, "value", m->value);
	json_text(j, "period", m->period);
	json_text(j, "source", m->source);
	amount(j, "national_median", m->national_median);
	json_int(j, "quartile", m->quartile);
	json_text(j, "peer_group", m->peer_group);
	amount(j, "peer_median", m->peer_median);
	json_end(j);
}

/* The finance score where all five figures and the control total are known. */
static void
finance(struct json *j, const struct evidence *v)
{
	int64_t			 value[FINANCE_METRICS] = { 0 };
	struct finance_score	 s;
	size_t			 i, k, found = 0;

	for (i = 0; i < FINANCE_METRICS; i++)
		for (k = 0; k < v->nmetric; k++)
			if (strcmp(v->metric[k].id,
			    finance_rows[i].metric) == 0 &&
			    v->metric[k].value != AMOUNT_NONE) {
				value[i] = v->metric[k].value;
				found++;
				break;
			}
	if (found != FINANCE_METRICS || v->control == TOTAL_NONE) {
		json_null(j, "finance_score");
		return;
	}
	s = finance_score(value, (enum control)(v->control - TOTAL_AGREED));
	json_object(j, "finance_score");
	json_int(j, "score", s.score);
	json_int(j, "mean", s.mean);
	json_text(j, "cap", s.cap == NULL ? "" : s.cap->id);
	json_text(j, "basis", basis_name(finance_rows[0].basis));
	json_end(j);
}

static void
evidence(struct json *j, const struct evidence *v)
{
	size_t	 i;

	json_object(j, "evidence");
	document_day(j, "as_of", v->as_of);
	json_text(j, "commentary", v->commentary);
	json_array(j, "metrics");
	for (i = 0; i < v->nmetric; i++)
		metric(j, &v->metric[i]);
	json_end(j);
	finance(j, v);
	json_end(j);
}

void
document_resources(struct json *j, const struct dossier *d)
{
	if (d->proposal == NULL && d->award == NULL && d->evidence == NULL) {
		json_null(j, "use_of_resources");
		return;
	}
	json_object(j, "use_of_resources");
	if (d->proposal != NULL)
		proposal(j, d->proposal);
	if (d->award != NULL)
		award(j, d->award);
	if (d->evidence != NULL)
		evidence(j, d->evidence);
	json_end(j);
}

void
document_recomputed(struct json *j, const struct recompute *r)
{
	if (r == NULL)
		return;
	json_object(j, "recomputed");
	document_day(j, "on", r->on);
	json_text(j, "ruleset", r->ruleset);
	json_text(j, "reason", r->reason);
	json_text(j, "author", r->author);
	json_end(j);
}

static void
links(struct json *j, const char *key, const struct dossier *d,
    enum side side)
{
	size_t	 i;

	json_array(j, key);
	for (i = 0; i < d->nlink; i++) {
		if (d->link[i]->is != side)
			continue;
		json_object(j, NULL);
		json_text(j, "id", d->link[i]->other);
		document_day(j, "on", d->link[i]->on);
		json_text(j, "reason", d->link[i]->reason);
		json_end(j);
	}
	json_end(j);
}

void
document_links(struct json *j, const struct dossier *d,
    const struct facts *f)
{
	links(j, "predecessors", d, SIDE_PREDECESSOR);
	links(j, "successors", d, SIDE_SUCCESSOR);
	if (f->separate_until.precision == PRECISION_NONE) {
		json_null(j, "not_aggregated");
		return;
	}
	json_object(j, "not_aggregated");
	document_day(j, "until", f->separate_until);
	json_text(j, "reason", f->separate_reason);
	json_end(j);
}

static void
since(struct json *j, const char *key, const struct workflow *w)
{
	if (w == NULL) {
		json_null(j, key);
		return;
	}
	json_object(j, key);
	document_day(j, "since", w->on);
	json_text(j, "about", w->about);
	json_text(j, "text", w->text);
	json_end(j);
}

void
document_status(struct json *j, const struct dossier *d)
{
	json_object(j, "status");
	since(j, "under_review", d->review);
	since(j, "suspended", d->suspension);
	json_end(j);
}

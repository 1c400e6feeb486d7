#include <string.h>

#include "rules/service.h"
#include "rules/spell.h"

/* Codes met in CQC's answers; the names are those of "Latest ratings", so that
 * both sources speak of the same service. */
static const struct {
	const char	*code, *name;
} services[] = {
	{ "accident", "Urgent care centre" },
	{ "care", "Medical care (including older people's care)" },
	{ "childrens", "Services for children & young people" },
	{ "conditions", "People with long term conditions" },
	{ "critical", "Critical care" },
	{ "diagnostic", "Diagnostic imaging" },
	{ "diagnostics", "Diagnostic and screening services" },
	{ "dialysis", "Dialysis services" },
	{ "gynaecology", "Gynaecology" },
	{ "life", "End of life care" },
	{ "maternity", "Maternity and gynaecology" },
	{ "medical", "Medical care" },
	{ "mothers", "Families, children and young people" },
	{ "npimaternity", "Maternity" },
	{ "npioutpatients", "Outpatients" },
	{ "old", "Older people" },
	{ "outpatients", "Outpatients and diagnostic imaging" },
	{ "population", "Working age people (including those recently retired "
	    "and students)" },
	{ "problems", "People experiencing poor mental health (including "
	    "people with dementia)" },
	{ "rehabilitation", "Rehabilitation services" },
	{ "renal", "Renal" },
	{ "surgery", "Surgery" },
	{ "transport", "Patient transport services" },
	{ "urgent", "Urgent and emergency services" },
	{ "vulnerable", "People whose circumstances may make them "
	    "vulnerable" },
};

enum { SERVICES = sizeof(services) / sizeof(services[0]) };

static const char	lincolnshire[] = "https://www.cqc.org.uk/news/releases/"
    "chief-inspector-hospitals-finds-united-lincolnshire-hospitals-nhs-trust-"
    "requires";
static const char	western[] = "https://www.cqc.org.uk/provider/RN3/reports";
static const char	leicester[] = "https://www.cqc.org.uk/news/releases/"
    "chief-inspector-hospitals-rates-university-hospitals-leicester-nhs-trust-"
    "requires-0";

static const struct renaming renamings[] = {
	{ "Accident and emergency", "Urgent and emergency services",
	  "2014-10-01", BASIS_INFERRED, western },
	{ "Maternity and family planning", "Maternity and gynaecology",
	  "2015-01-01", BASIS_INFERRED, lincolnshire },
	{ "Maternity and family planning", "Maternity",
	  "2017-06-01", BASIS_INFERRED, lincolnshire },
	{ "Maternity and gynaecology", "Maternity",
	  "2017-06-01", BASIS_CONFIRMED, leicester },
	{ "Maternity and gynaecology", "Gynaecology",
	  "2017-06-01", BASIS_UNVERIFIED, leicester },
	{ "Outpatients and diagnostic imaging", "Outpatients",
	  "2017-06-01", BASIS_CONFIRMED, leicester },
	{ "Outpatients and diagnostic imaging", "Diagnostic imaging",
	  "2017-06-01", BASIS_CONFIRMED, leicester }
};

enum { RENAMINGS = sizeof(renamings) / sizeof(renamings[0]) };

const char *
service_named(const char *code)
{
	size_t	i;

	for (i = 0; i < SERVICES; i++)
		if (strcmp(services[i].code, code) == 0)
			return services[i].name;
	return NULL;
}

const struct renaming *
service_successor(const char *name, size_t n)
{
	size_t	i;

	for (i = 0; i < RENAMINGS; i++)
		if (spell_same(renamings[i].was, name) && n-- == 0)
			return &renamings[i];
	return NULL;
}

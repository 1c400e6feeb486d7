#include <getopt.h>
#include <stdio.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/program.h"

enum { OVERRIDES_MAX = 64 };

struct asked {
	const char	*file, *set[OVERRIDES_MAX + 1], *extra;
	int		 nset, show;
};

static int
usage(FILE *to, const struct program *p, int code)
{
	fprintf(to, "usage: %s [-c FILE] [-o key=value]... [-n]%s [-v] [-V] "
	    "[-h]\n"
	    "  -c FILE       settings, one \"key = value\" a line\n"
	    "  -o key=value  one setting; wins over file and environment\n"
	    "  -n            print the settings in force and exit\n"
	    "%s"
	    "  -v            say more in the log\n"
	    "  -V            print the version\n", p->name,
	    p->extra != NULL ? " [-t CASE]" : "",
	    p->extra != NULL ? p->extra : "");
	return code;
}

/* PROGRAM_RUN, or the exit code. */
static int
parse(const struct program *p, int argc, char **argv, struct asked *a)
{
	int	 c;

	while ((c = getopt(argc, argv, p->extra != NULL ? "c:o:nvVht:" :
	    "c:o:nvVh")) != -1) {
		if (c == 'c')
			a->file = optarg;
		else if (c == 'o' && a->nset < OVERRIDES_MAX)
			a->set[a->nset++] = optarg;
		else if (c == 'n')
			a->show = 1;
		else if (c == 't')
			a->extra = optarg;
		else if (c == 'v')
			log_verbose(1);
		else if (c == 'V')
			return puts(SIXTHKEY_VERSION) < 0;
		else
			return usage(c == 'h' ? stdout : stderr, p,
			    c == 'h' ? PROGRAM_OK : PROGRAM_USAGE);
	}
	return optind == argc ? PROGRAM_RUN : usage(stderr, p, PROGRAM_USAGE);
}

static int
print_settings(const struct program *p, const void *conf,
    const struct conf_origins *o)
{
	struct buf	 b = { 0 };

	conf_print(p->keys, conf, o, &b);
	fputs(b.data, stdout);
	buf_release(&b);
	return PROGRAM_OK;
}

int
program_begin(const struct program *p, int argc, char **argv, void *conf,
    struct program_run *run)
{
	struct conf_origins	 origins = { 0 };
	struct asked	 a = { 0 };
	struct err	 e;
	int		 code;

	log_open(p->name);
	clock_instance(run->instance);
	log_bind("instance", run->instance);
	code = parse(p, argc, argv, &a);
	if (code != PROGRAM_RUN)
		return code;
	if (conf_load(p->keys, conf, a.file, a.set, &origins, &e) != 0) {
		LOG(FATAL, "settings are wrong", LOG_TEXT("error", e.text));
		return PROGRAM_CONFIG;
	}
	if (p->origins != NULL)
		*p->origins = origins;
	run->extra = a.extra;
	return a.show ? print_settings(p, conf, &origins) : PROGRAM_RUN;
}

int
program_refuse(const struct err *e)
{
	LOG(FATAL, "cannot run", LOG_TEXT("error", e->text));
	return PROGRAM_CONFIG;
}

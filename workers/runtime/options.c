#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "workers/runtime/options.h"

enum { EXIT_USAGE = 64, EXIT_CONFIG = 78, OVERRIDES_MAX = 32 };

static const struct conf_key keys[] = {
	CONF_ROW_TEXT(struct worker_conf, db, "",
	    "PostgreSQL: a libpq connection string; passwords in a passfile"),
	CONF_ROW_TEXT(struct worker_conf, broker, "tcp://127.0.0.1:7301",
	    "where the broker listens for workers"),
	CONF_ROW_TEXT(struct worker_conf, name, "",
	    "a name for people; several workers may share it"),
	CONF_ROW_INT(struct worker_conf, batch, "1000", 1, 10000,
	    "messages in one transaction at most"),
	CONF_ROW_INT(struct worker_conf, credit, "2000", 1, 100000,
	    "messages in hand at most"),
	CONF_ROW_INT(struct worker_conf, credit_bytes, "16777216", 65536,
	    1073741824, "bytes of payload in hand at most"),
	CONF_ROW_INT(struct worker_conf, heartbeat_ms, "1000", 10, 60000,
	    "between signs of life to the broker"),
	KEY_CONF_ROWS(struct worker_conf, key),
	{ 0 }
};

static int
usage(FILE *to, const char *program, int code)
{
	fprintf(to, "usage: %s [-c FILE] [-o key=value]... [-n] [-v] "
	    "[-t CASE] [-V] [-h]\n"
	    "  -c FILE       settings, one \"key = value\" a line\n"
	    "  -o key=value  one setting; wins over file and environment\n"
	    "  -n            print the settings in force and exit\n"
	    "  -t CASE       run the step on a text case, print its effects\n"
	    "  -v            say more in the log\n"
	    "  -V            print the version\n", program);
	return code;
}

static int
print_settings(const struct worker_conf *conf)
{
	struct buf	 b = { 0 };

	conf_print(keys, conf, &b);
	fputs(b.data, stdout);
	buf_release(&b);
	return 0;
}

int
options_parse(int argc, char **argv, const char *program, struct options *o,
    struct worker_conf *conf)
{
	const char	*file = NULL, *set[OVERRIDES_MAX + 1] = { 0 };
	size_t		 nset = 0;
	int		 c, show = 0;
	struct err	 e;

	*o = (struct options){ 0 };
	while ((c = getopt(argc, argv, "c:o:nt:vVh")) != -1) {
		if (c == 'c')
			file = optarg;
		else if (c == 'o' && nset < OVERRIDES_MAX)
			set[nset++] = optarg;
		else if (c == 'n')
			show = 1;
		else if (c == 't')
			o->test_case = optarg;
		else if (c == 'v')
			log_verbose(1);
		else if (c == 'V')
			return puts(SIXTHKEY_VERSION) < 0;
		else
			return usage(c == 'h' ? stdout : stderr, program,
			    c == 'h' ? 0 : EXIT_USAGE);
	}
	if (optind != argc)
		return usage(stderr, program, EXIT_USAGE);
	if (conf_load(keys, conf, file, set, &e) != 0) {
		LOG(FATAL, "settings are wrong", LOG_TEXT("error", e.text));
		return EXIT_CONFIG;
	}
	return show ? print_settings(conf) : OPTIONS_RUN;
}

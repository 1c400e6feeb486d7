/* A folder of files that are whole at every moment. */
#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/lib/test.h"

#include "cli/site.h"

static char	folder[] = "/tmp/sixthkey-site-XXXXXX";

static int
make_folder(void **unused)
{
	(void)unused;
	return mkdtemp(folder) == NULL ? -1 : chdir(folder);
}

static void
remove_all(const char *path)
{
	DIR		*d = opendir(path);
	struct dirent	*it;

	if (d == NULL || chdir(path) != 0)
		return;
	while ((it = readdir(d)) != NULL)
		if (strcmp(it->d_name, ".") != 0 &&
		    strcmp(it->d_name, "..") != 0 && unlink(it->d_name) != 0)
			remove_all(it->d_name);
	closedir(d);
	if (chdir("..") == 0)
		rmdir(path);
}

static int
remove_folder(void **unused)
{
	(void)unused;
	remove_all(folder);
	return 0;
}

static const char *
content(const char *path)
{
	static char	text[64];
	FILE		*f = fopen(path, "r");
	size_t		 n;

	if (f == NULL)
		return "";
	n = fread(text, 1, sizeof(text) - 1, f);
	fclose(f);
	text[n] = '\0';
	return text;
}

static ino_t
identity(const char *path)
{
	struct stat	st;

	return stat(path, &st) == 0 ? st.st_ino : 0;
}

static struct site *
enter(void)
{
	struct err	 e;
	struct site	*s = site_open("site", &e);

	if (s == NULL)
		fail_msg("%s", e.text);
	return s;
}

static void
put(struct site *s, const char *path, const char *text)
{
	struct err	e;

	if (site_put(s, path, text, strlen(text), &e) != 0)
		fail_msg("%s", e.text);
}

static void
leave(struct site **s)
{
	struct err	e;

	assert_int_equal(site_close(s, &e), 0);
	assert_null(*s);
}

static void
what_is_the_same_is_not_written(void **unused)
{
	struct site	*s = enter();
	ino_t		 was;

	(void)unused;
	put(s, "a", "one");
	was = identity("site/a");
	put(s, "a", "one");
	assert_true(identity("site/a") == was);
	assert_int_equal(site_written(s), 1);
	assert_int_equal(site_files(s), 2);
	put(s, "a", "two");
	assert_string_equal(content("site/a"), "two");
	put(s, "a", "");
	assert_string_equal(content("site/a"), "");
	assert_int_equal(site_written(s), 3);
	leave(&s);
}

static void
one_process_at_a_time(void **unused)
{
	struct site	*s = enter();
	struct err	 e;

	(void)unused;
	assert_null(site_open("site", &e));
	assert_int_equal(e.kind, ERR_AGAIN);
	leave(&s);
	s = enter();
	leave(&s);
}

static void
what_belongs_to_others_is_left_alone(void **unused)
{
	struct err	 e;

	(void)unused;
	assert_int_equal(mkdir("others", 0700), 0);
	assert_int_equal(mkdir("others/letters", 0700), 0);
	assert_null(site_open("others", &e));
	assert_int_equal(e.kind, ERR_SETUP);
	assert_non_null(strstr(e.text, "holds something else"));
	assert_int_equal(identity("others/.lock"), 0);
}

static void
current_moves_only_upward(void **unused)
{
	struct site	*s = enter();
	struct err	 e;

	(void)unused;
	assert_int_equal(site_folder(s, "o", &e), 0);
	put(s, "o/v2.json", "second");
	put(s, "o/v3.json", "third");
	assert_int_equal(site_current(s, "o", 2, &e), 1);
	assert_string_equal(content("site/o/current.json"), "second");
	assert_int_equal(site_current(s, "o", 3, &e), 1);
	assert_int_equal(site_current(s, "o", 2, &e), 0);
	assert_string_equal(content("site/o/current.json"), "third");
	assert_int_equal(site_current(s, "o", 3, &e), 1);
	leave(&s);
}

static void
what_a_killed_run_left_is_cleared(void **unused)
{
	struct site	*s = enter();
	FILE		*f;

	(void)unused;
	put(s, "b", "whole");
	leave(&s);
	f = fopen("site/.tmp/new", "w");
	assert_non_null(f);
	fputs("ha", f);
	fclose(f);
	assert_int_equal(truncate("site/b", 2), 0);
	s = enter();
	assert_int_equal(access("site/.tmp/new", F_OK), -1);
	put(s, "b", "whole");
	assert_string_equal(content("site/b"), "whole");
	leave(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_the_same_is_not_written),
		cmocka_unit_test(one_process_at_a_time),
		cmocka_unit_test(what_belongs_to_others_is_left_alone),
		cmocka_unit_test(current_moves_only_upward),
		cmocka_unit_test(what_a_killed_run_left_is_cleared),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}

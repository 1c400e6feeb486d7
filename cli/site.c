#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "cli/site.h"

#define TEMPORARY	".tmp"
#define NEW_FILE	".tmp/new"

struct site {
	int		 dir, lock;
	struct buf	 old;		/* of the file that is compared */
	uint64_t	 files, written;
};

static int
failed(struct err *e, const char *what)
{
	return err_set(e, ERR_SETUP, "%s: %s", what, strerror(errno));
}

static int
make_folder(int dir, const char *path, struct err *e)
{
	if (mkdirat(dir, path, 0777) == 0 || errno == EEXIST)
		return 0;
	return failed(e, path);
}

/* What a killed run left behind. */
static int
clear_temporary(struct site *s, struct err *e)
{
	int		 fd;
	DIR		*d;
	struct dirent	*it;

	if (make_folder(s->dir, TEMPORARY, e) != 0)
		return -1;
	fd = openat(s->dir, TEMPORARY, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0 || (d = fdopendir(fd)) == NULL)
		return failed(e, TEMPORARY);
	while ((it = readdir(d)) != NULL)
		if (it->d_name[0] != '.')
			unlinkat(fd, it->d_name, 0);
	closedir(d);
	return 0;
}

static int
take_lock(struct site *s, const char *path, struct err *e)
{
	s->lock = openat(s->dir, ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0666);
	if (s->lock < 0)
		return failed(e, path);
	if (flock(s->lock, LOCK_EX | LOCK_NB) == 0)
		return 0;
	return err_set(e, ERR_AGAIN, "%s: another export is at work there",
	    path);
}

static int
is_foreign(const char *name)
{
	return strcmp(name, ".") != 0 && strcmp(name, "..") != 0 &&
	    strcmp(name, "lost+found") != 0;
}

/* Never among what belongs to somebody else. */
static int
check_own(struct site *s, const char *path, struct err *e)
{
	struct dirent	*it;
	DIR		*d;
	int		 foreign = 0;

	if (faccessat(s->dir, ".lock", F_OK, 0) == 0)
		return 0;
	if ((d = opendir(path)) == NULL)
		return failed(e, path);
	while ((it = readdir(d)) != NULL)
		foreign |= is_foreign(it->d_name);
	closedir(d);
	return !foreign ? 0 : err_set(e, ERR_SETUP, "%s holds something else; "
	    "name an empty folder, or one that an export made", path);
}

static int
enter(struct site *s, const char *path, struct err *e)
{
	if (make_folder(AT_FDCWD, path, e) != 0)
		return -1;
	s->dir = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (s->dir < 0)
		return failed(e, path);
	if (check_own(s, path, e) != 0 || take_lock(s, path, e) != 0)
		return -1;
	return clear_temporary(s, e);
}

static void
release(struct site *s)
{
	if (s->lock >= 0)
		close(s->lock);
	if (s->dir >= 0)
		close(s->dir);
	buf_release(&s->old);
	free(s);
}

struct site *
site_open(const char *path, struct err *e)
{
	struct site	*s = malloc(sizeof(*s));

	if (s == NULL)
		abort();
	*s = (struct site){ .dir = -1, .lock = -1 };
	if (enter(s, path, e) == 0)
		return s;
	release(s);
	return NULL;
}

int
site_close(struct site **sp, struct err *e)
{
	int	r = syncfs((*sp)->dir) == 0 ? 0 : failed(e, "sync");

	release(*sp);
	*sp = NULL;
	return r;
}

int
site_folder(struct site *s, const char *path, struct err *e)
{
	return make_folder(s->dir, path, e);
}

/* True if the file holds exactly these bytes. */
static int
is_same(struct site *s, const char *path, const void *data, size_t n)
{
	int		 fd = openat(s->dir, path, O_RDONLY | O_CLOEXEC);
	struct stat	 st;
	int		 same = 0;

	if (fd < 0)
		return 0;
	if (fstat(fd, &st) == 0 && (size_t)st.st_size == n) {
		buf_clear(&s->old);
		same = read(fd, buf_room(&s->old, n), n) == (ssize_t)n &&
		    memcmp(s->old.data, data, n) == 0;
	}
	close(fd);
	return same;
}

static int
write_all(int fd, const char *data, size_t n)
{
	ssize_t	done;

	for (; n > 0; n -= (size_t)done, data += done)
		if ((done = write(fd, data, n)) < 0)
			return -1;
	return 0;
}

static int
write_new(struct site *s, const void *data, size_t n)
{
	int	fd = openat(s->dir, NEW_FILE,
		    O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	int	r;

	if (fd < 0)
		return -1;
	r = write_all(fd, data, n);
	return close(fd) == 0 ? r : -1;
}

int
site_put(struct site *s, const char *path, const void *data, size_t n,
    struct err *e)
{
	s->files++;
	if (is_same(s, path, data, n))
		return 0;
	if (write_new(s, data, n) != 0 ||
	    renameat(s->dir, NEW_FILE, s->dir, path) != 0)
		return failed(e, path);
	s->written++;
	return 0;
}

/* The version that a link stands for; 0: none. */
static int64_t
linked_version(struct site *s, const char *path)
{
	char	target[32];
	ssize_t	n = readlinkat(s->dir, path, target, sizeof(target) - 1);
	int64_t	version = 0;

	if (n < 7 || target[0] != 'v')		/* v1.json */
		return 0;
	target[n - 5] = '\0';
	text_number(target + 1, 1, INT32_MAX, &version);
	return version;
}

static int
point(struct site *s, const char *path, uint32_t version, struct err *e)
{
	struct buf	target = { 0 };
	int		r;

	buf_printf(&target, "v%u.json", version);
	r = symlinkat(target.data, s->dir, NEW_FILE) == 0 &&
	    renameat(s->dir, NEW_FILE, s->dir, path) == 0 ? 0 :
	    failed(e, path);
	buf_release(&target);
	s->written++;
	return r;
}

int
site_current(struct site *s, const char *folder, uint32_t version,
    struct err *e)
{
	struct buf	path = { 0 };
	int64_t		was;
	int		r = 0;

	s->files++;
	buf_printf(&path, "%s/current.json", folder);
	was = linked_version(s, path.data);
	if (was < version)
		r = point(s, path.data, version, e);
	buf_release(&path);
	return r != 0 ? -1 : was <= version;
}

uint64_t
site_written(const struct site *s)
{
	return s->written;
}

uint64_t
site_files(const struct site *s)
{
	return s->files;
}

void
site_name(struct buf *out, const char *id)
{
	for (; *id != '\0'; id++)
		if ((*id >= 'a' && *id <= 'z') || (*id >= 'A' && *id <= 'Z') ||
		    (*id >= '0' && *id <= '9') || *id == '-')
			buf_char(out, *id);
		else
			buf_printf(out, "_%02X", (unsigned)(uint8_t)*id);
}

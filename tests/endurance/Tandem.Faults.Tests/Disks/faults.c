// Preloaded into a server: makes calls that change files of one folder fail, or be its last, as told through a small shared file.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

// The same layout as in DiskFaults.cs.
struct control {
    _Atomic int32_t error;     // 0: nothing fails; -1: the process is killed after the call
    _Atomic int32_t first;     // fails from this call on, counted from 1
    _Atomic int32_t last;      // up to this one
    _Atomic int32_t torn;      // 1: half of a write is written before it fails
    _Atomic int32_t syncs;     // 1: only calls that sync fail, and only they count
    _Atomic int32_t calls;     // calls counted
    _Atomic int32_t failed;    // calls that failed
};

static struct control *control;
static const char *folder;
static size_t folder_length;

__attribute__((constructor)) static void start(void)
{
    const char *path = getenv("FAULTS_CONTROL");
    folder = getenv("FAULTS_FOLDER");
    if (!path || !folder)
        return;
    folder_length = strlen(folder);
    int file = open(path, O_RDWR | O_CLOEXEC);
    if (file < 0)
        return;
    void *shared = mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    if (shared != MAP_FAILED)
        control = shared;
}

static int is_ours(int file)
{
    char link[40], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    return length > 0 && (size_t)length > folder_length && !memcmp(path, folder, folder_length);
}

static int fails(int file, int is_sync)
{
    int32_t error;
    if (!control || !(error = control->error) || (control->syncs && !is_sync) || !is_ours(file))
        return 0;
    int32_t call = ++control->calls;
    if (call < control->first || call > control->last)
        return 0;
    ++control->failed;
    return error;
}

// The call was done; the process does not live to tell.
static ssize_t last(ssize_t result)
{
    kill(getpid(), SIGKILL);
    return result;
}

#define KILLED (-1)
#define REAL(name) ((__typeof__(&name))real(#name))
static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

#define FAIL_OR(file, is_sync, otherwise) do { int error = fails(file, is_sync); if (error == KILLED) return last(otherwise); if (error) { errno = error; return -1; } return otherwise; } while (0)

ssize_t write(int file, const void *bytes, size_t count)
{
    int error = fails(file, 0);
    if (!error)
        return REAL(write)(file, bytes, count);
    if (error == KILLED)
        return last(REAL(write)(file, bytes, count));
    if (control->torn)
        (void)!REAL(write)(file, bytes, count / 2);
    errno = error;
    return -1;
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t at)
{
    int error = fails(file, 0);
    if (!error)
        return REAL(pwrite)(file, bytes, count, at);
    if (error == KILLED)
        return last(REAL(pwrite)(file, bytes, count, at));
    if (control->torn)
        (void)!REAL(pwrite)(file, bytes, count / 2, at);
    errno = error;
    return -1;
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at)
{
    int error = fails(file, 0);
    if (!error)
        return REAL(pwrite64)(file, bytes, count, at);
    if (error == KILLED)
        return last(REAL(pwrite64)(file, bytes, count, at));
    if (control->torn)
        (void)!REAL(pwrite64)(file, bytes, count / 2, at);
    errno = error;
    return -1;
}

int fsync(int file) { FAIL_OR(file, 1, REAL(fsync)(file)); }
int fdatasync(int file) { FAIL_OR(file, 1, REAL(fdatasync)(file)); }
int ftruncate(int file, off_t length) { FAIL_OR(file, 0, REAL(ftruncate)(file, length)); }
int ftruncate64(int file, off64_t length) { FAIL_OR(file, 0, REAL(ftruncate64)(file, length)); }

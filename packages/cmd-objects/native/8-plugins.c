/* --- plugins --- */

typedef struct {
    void* handle;
    uint32_t running;
    int is_retired;
} Library;

static Library* libraries;
static uint32_t library_count, library_capacity;
static uint32_t loading = NOWHERE;
static char message[1024];

static void count_of(uint32_t library, int change) { libraries[library].running += (uint32_t)change; }

/* What was registered and JavaScript has not read: records of fields. */
#define FIELD '\x1f'
#define RECORD '\x1e'

static char* registered;
static size_t registered_length, registered_capacity;

static void append(const char* text, char end) {
    size_t length = strlen(text);
    if (registered_length + length + 2 > registered_capacity) {
        registered_capacity = (registered_length + length + 2) * 2;
        registered = need(realloc(registered, registered_capacity));
    }
    memcpy(registered + registered_length, text, length);
    registered_length += length;
    registered[registered_length++] = end;
    registered[registered_length] = 0;
}

static void append_number(uint32_t number, char end) {
    char digits[16];
    snprintf(digits, sizeof digits, "%u", number);
    append(digits, end);
}

static int is_plain(const char* text) {
    return is_address(text) && strlen(text) < 4096 && strchr(text, FIELD) == NULL && strchr(text, RECORD) == NULL;
}

static void refuse(const char* why) {
    append("refused", FIELD);
    append(why, RECORD);
    set_last(TT_ERR_ARITY, "InvalidArgument", why);
}

static const char* wrong_entries(const TTMethodEntry* entries, int count) {
    if (count < 0 || count > 65536 || (count > 0 && !is_address(entries))) return "a table of methods is not there";
    for (int i = 0; i < count; i++) {
        const TTMethodEntry* entry = &entries[i];
        if (!is_plain(entry->selector) || *entry->selector == 0) return "a method has no selector";
        if (entry->numArgs < 0 || entry->numArgs > 255) return "a method has less than no argument, or too many";
        if (entry->flags & ~(uint32_t)(TT_METHOD_NATIVE | TT_METHOD_BASH_FALLBACK | TT_METHOD_CLASS_METHOD))
            return "a method has flags that do not exist";
        if (entry->impl == NULL && !(entry->flags & TT_METHOD_BASH_FALLBACK)) return "a method has no code";
    }
    return NULL;
}

static void append_methods(const TTMethodEntry* entries, int count, uint32_t library, int is_class_side) {
    for (int i = 0; i < count; i++) {
        const TTMethodEntry* entry = &entries[i];
        if (entry->flags & TT_METHOD_BASH_FALLBACK) continue;
        Method method = {entry->impl, entry->numArgs, NOWHERE, library};
        append("method", FIELD);
        append(is_class_side || entry->flags & TT_METHOD_CLASS_METHOD ? "class" : "instance", FIELD);
        append_number(method_new(method), FIELD);
        append_number((uint32_t)entry->numArgs, FIELD);
        append(entry->selector, RECORD);
    }
}

void TT_RegisterClass(const char* className, const char* superclass, const char** instanceVars, int numVars,
                      TTMethodTable* table) {
    OWNER_ONLY();
    static const TTMethodTable none = {NULL, 0, NULL, 0};
    const TTMethodTable* all = table ? table : &none;
    uint32_t library = loading != NOWHERE ? loading : frame != NULL ? frame->library : NOWHERE;
    if (library == NOWHERE) return refuse("only plugins register classes");
    if (!is_plain(className) || *className == 0) return refuse("a class has no name");
    if (superclass != NULL && !is_plain(superclass)) return refuse("a superclass has no name");
    if (numVars < 0 || numVars > 65536 || (numVars > 0 && !is_address(instanceVars)))
        return refuse("the variables of a class are not there");
    for (int i = 0; i < numVars; i++)
        if (!is_plain(instanceVars[i])) return refuse("a variable has no name");
    const char* wrong = wrong_entries(all->instanceMethods, all->numInstanceMethods);
    if (wrong == NULL) wrong = wrong_entries(all->classMethods, all->numClassMethods);
    if (wrong != NULL) return refuse(wrong);
    append("class", FIELD);
    append(className, FIELD);
    append(superclass ? superclass : "", numVars > 0 ? FIELD : RECORD);
    for (int i = 0; i < numVars; i++) append(instanceVars[i], i + 1 < numVars ? FIELD : RECORD);
    append_methods(all->instanceMethods, all->numInstanceMethods, library, 0);
    append_methods(all->classMethods, all->numClassMethods, library, 1);
    if (loading == NOWHERE) host->registered(0);
}

PRIVATE_API const char* tt_registrations(void) { return registered_length ? registered : ""; }

PRIVATE_API void tt_registrations_clear(void) { registered_length = 0; }

PRIVATE_API const char* tt_message(void) { return message; }

/* @return its number; -1: tt_message says why not */
PRIVATE_API int32_t tt_load(const char* path) {
    if (library_count == library_capacity) {
        library_capacity = library_capacity ? library_capacity * 2 : 32;
        libraries = need(realloc(libraries, library_capacity * sizeof *libraries));
    }
    uint32_t number = library_count++;
    memset(&libraries[number], 0, sizeof *libraries);
    uint32_t before = loading;
    loading = number;
    /* For its constructor, which may send messages: what it gets is freed when it has ended. */
    control[DEPTH]++;
    /* Local: two versions of a plugin have functions of the same names. */
    void* handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    int32_t result = -1;
    if (handle == NULL) {
        snprintf(message, sizeof message, "%s", dlerror());
    } else {
        libraries[number].handle = handle;
        uint32_t (*abi)(void) = (uint32_t(*)(void))(uintptr_t)dlsym(handle, "tt_plugin_abi");
        if (abi != NULL && abi() != TT_API_VERSION) {
            snprintf(message, sizeof message, "it was compiled for version %u of the interface, this is %d", abi(),
                     TT_API_VERSION);
        } else {
            void (*init)(void) = (void (*)(void))(uintptr_t)dlsym(handle, "tt_plugin_init");
            if (init != NULL) init();
            result = (int32_t)number;
        }
    }
    control[DEPTH]--;
    loading = before;
    return result;
}

/* No new call reaches it: it is closed when the last has returned, where it says that it can be. */
PRIVATE_API void tt_retire(uint32_t library) { libraries[library].is_retired = 1; }

static void close_retired(void) {
    for (uint32_t i = 0; i < library_count; i++) {
        Library* library = &libraries[i];
        if (!library->is_retired || library->running > 0 || library->handle == NULL) continue;
        /* Its own threads may be running in it: only a plugin that ends them here is unmapped. */
        void (*end)(void) = (void (*)(void))(uintptr_t)dlsym(library->handle, "tt_plugin_close");
        void* handle = library->handle;
        library->handle = NULL;
        if (end == NULL) continue;
        end();
        for (uint32_t m = 0; m < method_count; m++)
            if (methods[m].library == i) methods[m].impl = NULL;
        dlclose(handle);
    }
}

/* --- plugins of the older interface: JSON in, JSON out --- */

typedef char* (*OldDispatch)(char* instance, char* selector, char* args);

PRIVATE_API int32_t tt_has(uint32_t library, const char* name) {
    return libraries[library].handle != NULL && dlsym(libraries[library].handle, name) != NULL;
}

PRIVATE_API const char* tt_old_name(uint32_t library) {
    char* (*name)(void) = (char* (*)(void))(uintptr_t)dlsym(libraries[library].handle, "GetClassName");
    const char* text = name();
    return text ? text : "";
}

PRIVATE_API const char* tt_old_dispatch(uint32_t library, const char* function, char* instance, char* selector,
                                        char* args) {
    OldDispatch dispatch = (OldDispatch)(uintptr_t)dlsym(libraries[library].handle, function);
    count_of(library, 1);
    control[DEPTH]++;
    const char* text = dispatch(instance, selector, args);
    control[DEPTH]--;
    count_of(library, -1);
    return text ? text : "";
}

/* --- what JavaScript calls, beside the above --- */

PRIVATE_API void* tt_control(void) { return control; }
PRIVATE_API void* tt_stack(void) { return stack; }
PRIVATE_API void* tt_scratch(void) { return scratch; }

/* @return 0; 1: another runtime of this process has plugins; 2: plugins would not find the functions of this file */
PRIVATE_API int32_t tt_open(const Host* callbacks, const char* self) {
    if (host != NULL) return 1;
    if (*self != 0 && dlopen(self, RTLD_NOW | RTLD_GLOBAL | RTLD_NOLOAD) == NULL) return 2;
    host = callbacks;
    owner = pthread_self();
    memset(control, 0, CONTROL_WORDS * sizeof *control);
    control[EPOCH] = 1;
    control[CALLER] = NOWHERE;
    entry_at(fault_new(TT_ERR_WRONG_THREAD, "WrongThread", "only TT_Post and TT_PostBlock may be called from here"))
        ->refs = 1;
    pthread_mutex_lock(&post_lock);
    is_open = 1;
    is_woken = 0;
    pthread_mutex_unlock(&post_lock);
    return 0;
}

PRIVATE_API void tt_close(void) {
    pthread_mutex_lock(&post_lock);
    is_open = 0;
    while (first_event != NULL) {
        Event* event = first_event;
        first_event = event->next;
        free_event(event);
    }
    next_event = &first_event;
    event_count = 0;
    pthread_mutex_unlock(&post_lock);
    for (uint32_t i = 0; i < library_count; i++) libraries[i].is_retired = 1;
    tt_end();
    for (uint32_t i = 0; i < entry_count; i++) {
        Entry* entry = entry_at(i);
        for (uint32_t s = 0; s < entry->count; s++)
            if (entry->slots[s].type == TT_TYPE_STRING || (int)entry->slots[s].type == JSON_TEXT)
                free((char*)(uintptr_t)entry->slots[s].stringVal);
        free(entry->slots);
        free(entry->type);
        free(entry->message);
    }
    for (uint32_t i = 0; i * PER_CHUNK < entry_count; i++) free(chunks[i]);
    tt_caches_clear();
    for (uint32_t i = 0; i < class_count; i++) {
        for (uint32_t m = 0; m < classes[i].map_count; m++) free(classes[i].maps[m].places);
        free(classes[i].maps);
    }
    for (uint32_t i = 1; i < selector_count; i++) free(selectors[i]);
    free(chunks);
    free(temporaries);
    free(results);
    free(classes);
    free(methods);
    free(selectors);
    free(selector_places);
    free(libraries);
    free(registered);
    chunks = NULL;
    temporaries = NULL;
    results = NULL;
    classes = NULL;
    methods = NULL;
    selectors = NULL;
    selector_places = NULL;
    libraries = NULL;
    registered = NULL;
    entry_count = temporary_count = temporary_capacity = result_capacity = class_count = class_capacity = 0;
    method_count = method_capacity = selector_capacity = place_capacity = library_count = library_capacity = 0;
    registered_length = registered_capacity = 0;
    selector_count = 1;
    home_count = 0;
    oldest_free = newest_free = NOWHERE;
    host = NULL;
}

/* control[ANSWER]: the upper half of the handle. */
PRIVATE_API uint32_t tt_handle_new(uint32_t kind) {
    uint32_t index = entry_new((uint8_t)kind);
    control[ANSWER] = (uint32_t)(handle_of(index) >> 32);
    return index;
}

PRIVATE_API void tt_handle_drop(uint32_t index) { entry_free(index); }

PRIVATE_API uint32_t tt_refs(uint32_t index) { return entry_at(index)->refs; }

/* Gives an object its variables, from the stack, or anew after its class has changed. */
PRIVATE_API void tt_adopt(uint32_t index, uint32_t class, int32_t count) {
    Entry* entry = entry_at(index);
    TTValue* before = entry->slots;
    uint32_t count_before = entry->count;
    TTValue* slots = need(calloc(count > 0 ? (size_t)count : 1, sizeof *slots));
    for (int32_t i = 0; i < count; i++) slots[i] = held(&stack[control[TOP] + (uint32_t)i]);
    entry->slots = slots;
    entry->count = entry->capacity = (uint32_t)count;
    entry->class = class;
    for (uint32_t i = 0; i < count_before; i++) drop_value(&before[i]);
    free(before);
}

/* Of an object or a list, to the stack. @return its type */
PRIVATE_API int32_t tt_slot_get(uint32_t index, uint32_t at) {
    const Entry* entry = entry_at(index);
    stack[control[TOP]] = at < entry->count ? entry->slots[at] : TT_MakeNil();
    return (int32_t)stack[control[TOP]].type;
}

PRIVATE_API void tt_slot_set(uint32_t index, uint32_t at) {
    Entry* entry = entry_at(index);
    if (at >= entry->count) return;
    TTValue before = entry->slots[at];
    entry->slots[at] = held(&stack[control[TOP]]);
    drop_value(&before);
}

/* A text that JavaScript has written, as a result, to the stack. */
PRIVATE_API void tt_text(const char* bytes, uint32_t length, uint32_t at, int32_t type) {
    stack[at].type = (TTValueType)type;
    stack[at].stringVal = as_result(copy_bytes(bytes, length));
}

PRIVATE_API void tt_scratch_text(uint32_t length, uint32_t at, int32_t type) { tt_text(scratch, length, at, type); }

/* A list of what is on the stack from there on, to the stack. */
PRIVATE_API void tt_list(uint32_t from, int32_t count, uint32_t at) {
    uint32_t index = entry_new(LIST);
    for (int32_t i = 0; i < count; i++) list_push(index, &stack[from + (uint32_t)i]);
    make_temporary(index);
    stack[at].type = TT_TYPE_ARRAY;
    stack[at].arrayVal = pointer_of(index);
}

PRIVATE_API void tt_list_push(uint32_t list, uint32_t at) { list_push(list, &stack[at]); }

PRIVATE_API uint32_t tt_list_length(uint32_t index) { return entry_at(index)->count; }

/* From two texts on the stack; the error comes to the stack. @return its index */
PRIVATE_API uint32_t tt_error(int32_t code, uint32_t at) {
    uint32_t index = fault_new(code, stack[control[TOP]].stringVal, stack[control[TOP] + 1].stringVal);
    make_temporary(index);
    stack[at] = error_value(index);
    return index;
}

PRIVATE_API const char* tt_error_type(uint32_t index) { return entry_at(index)->type; }
PRIVATE_API const char* tt_error_message(uint32_t index) { return entry_at(index)->message; }
PRIVATE_API int32_t tt_error_code(uint32_t index) { return entry_at(index)->code; }

PRIVATE_API uint32_t tt_intern(const char* selector) { return intern(selector); }

PRIVATE_API const char* tt_selector(uint32_t number) { return number < selector_count ? selectors[number] : ""; }

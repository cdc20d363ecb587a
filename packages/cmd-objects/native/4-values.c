/* --- values: what is held is owned; what is handed out is lent --- */

#define ANY_INSTANCE (1u << OBJECT | 1u << CLASS)

static TTValue error_value(uint32_t index) {
    TTValue value;
    value.type = TT_TYPE_ERROR;
    value.errorVal = pointer_of(index);
    return value;
}

static uint32_t fault_new(int code, const char* type, const char* message) {
    uint32_t index = entry_new(FAULT);
    Entry* entry = entry_at(index);
    entry->code = code;
    entry->type = copy_text(type);
    entry->message = copy_text(message);
    return index;
}

static TTValue fail(int code, const char* type, const char* message) {
    uint32_t index = fault_new(code, type, message);
    make_temporary(index);
    set_last(code, type, message);
    return error_value(index);
}

/* The first error there is, for threads that may not make one. */
static TTValue wrong_thread(void) {
    TTValue value;
    set_last(TT_ERR_WRONG_THREAD, "WrongThread",
             host ? "only TT_Post and TT_PostBlock may be called from another thread" : "no runtime is open");
    value.type = TT_TYPE_ERROR;
    value.errorVal = (TTError*)(uintptr_t)((uint64_t)(HANDLE_MARK | FAULT) << 48 | (uint64_t)1 << 32);
    return value;
}

static TTValue stale(void) { return fail(TT_ERR_NOT_FOUND, "NotFound", "this reference is gone, or never was one"); }

static unsigned kinds_of(TTValueType type) {
    switch (type) {
        case TT_TYPE_INSTANCE: return ANY_INSTANCE;
        case TT_TYPE_BLOCK: return 1u << BLOCK;
        case TT_TYPE_ARRAY: return 1u << LIST;
        case TT_TYPE_ERROR: return 1u << FAULT;
        default: return 0;
    }
}

/* 0 for a value that may go on; else the number of the error, which is the last one then. */
static int bad_value(const TTValue* value) {
    switch ((int)value->type) {
        case TT_TYPE_NIL: case TT_TYPE_INT: case TT_TYPE_FLOAT: case TT_TYPE_BOOL: return 0;
        case TT_TYPE_STRING:
            if (value->stringVal == NULL || is_address(value->stringVal)) return 0;
            set_last(TT_ERR_TYPE, "TypeError", "a text that is at no address");
            return TT_ERR_TYPE;
        case TT_TYPE_INSTANCE: case TT_TYPE_BLOCK: case TT_TYPE_ARRAY: case TT_TYPE_ERROR:
            if (index_of(value->instanceVal, kinds_of(value->type)) != NOWHERE) return 0;
            set_last(TT_ERR_NOT_FOUND, "NotFound", "this reference is gone, or never was one");
            return TT_ERR_NOT_FOUND;
        default:
            set_last(TT_ERR_TYPE, "TypeError", "a value without a type");
            return TT_ERR_TYPE;
    }
}

static TTValue bad_value_error(void) {
    int code = owners_last.code;
    const char* colon = strstr(owners_last.text, ": ");
    return code == TT_ERR_TYPE ? fail(code, "TypeError", colon + 2) : fail(code, "NotFound", colon + 2);
}

/* Its own copy, with references of its own. */
static TTValue held(const TTValue* value) {
    TTValue copy = *value;
    switch ((int)value->type) {
        case TT_TYPE_STRING: case JSON_TEXT:
            if (value->stringVal == NULL) copy.type = TT_TYPE_NIL;
            else copy.stringVal = copy_text(value->stringVal);
            break;
        case TT_TYPE_BOOL: copy.intVal = value->intVal != 0; break;
        case TT_TYPE_INSTANCE: case TT_TYPE_BLOCK: case TT_TYPE_ARRAY:
            retain(index_of(value->instanceVal, kinds_of(value->type)));
            break;
        default: break;
    }
    return copy;
}

static void drop_value(TTValue* value) {
    switch ((int)value->type) {
        case TT_TYPE_STRING: case JSON_TEXT:
            /* Somebody may have got it in the call that runs. */
            if (control[DEPTH] > 0) as_result((char*)(uintptr_t)value->stringVal);
            else free((char*)(uintptr_t)value->stringVal);
            break;
        case TT_TYPE_INSTANCE: case TT_TYPE_BLOCK: case TT_TYPE_ARRAY: {
            uint32_t index = index_of(value->instanceVal, kinds_of(value->type));
            if (index != NOWHERE) release(index);
            break;
        }
        default: break;
    }
    value->type = TT_TYPE_NIL;
}

static TTValue lent(const TTValue* value) {
    TTValue copy = *value;
    if ((int)copy.type == JSON_TEXT) copy.type = TT_TYPE_STRING;
    return copy;
}

/* --- lists --- */

static void list_push(uint32_t index, const TTValue* value) {
    Entry* list = entry_at(index);
    if (list->count == list->capacity) {
        list->capacity = list->capacity ? list->capacity * 2 : 8;
        list->slots = need(realloc(list->slots, list->capacity * sizeof *list->slots));
    }
    list->slots[list->count++] = held(value);
}

static void touch(uint32_t index) {
    Entry* entry = entry_at(index);
    if (entry->epoch == control[EPOCH]) return;
    if (control[DIRTY] == MOST_DIRTY) host->drain(0);
    entry->epoch = control[EPOCH];
    control[DIRTY_LIST + control[DIRTY]++] = index;
}

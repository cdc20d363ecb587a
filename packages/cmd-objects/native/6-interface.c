/* --- what plugins call --- */

#define OWNER_ONLY(result) \
    if (!on_owner()) {     \
        wrong_thread();    \
        return result;     \
    }                      \
    owners_last.code = 0

static const char* text_in(TTValue value) { return value.type == TT_TYPE_STRING ? value.stringVal : NULL; }

static TTInstance* instance_in(TTValue value) {
    return value.type == TT_TYPE_INSTANCE ? value.instanceVal : NULL;
}

static int integer_in(TTValue value) { return value.type == TT_TYPE_INT ? (int)value.intVal : 0; }

static TTValue ask_text(int32_t what, const char* text) {
    TTValue args[1] = {TT_MakeString(text)};
    return ask(what, args, 1);
}

static TTValue ask_about(int32_t what, TTValue value) {
    TTValue args[1] = {value};
    return ask(what, args, 1);
}

const char* TT_New(const char* className) {
    OWNER_ONLY(NULL);
    return text_in(ask_text(ASK_NEW, className));
}

TTInstance* TT_Lookup(const char* instanceId) {
    OWNER_ONLY(NULL);
    return instance_in(ask_text(ASK_LOOKUP, instanceId));
}

TTValue TT_GetIvar(TTInstance* inst, int index) {
    OWNER_ONLY(wrong_thread());
    uint32_t at = index_of(inst, ANY_INSTANCE);
    if (at == NOWHERE) return stale();
    const TTValue* slot = slot_of(at, index);
    if (slot != NULL) return lent(slot);
    return fail(TT_ERR_NOT_FOUND, "NotFound", "there is no variable of this number");
}

static void set_slot(uint32_t at, TTValue* slot, const TTValue* value) {
    if (bad_value(value)) return;
    if (value->type == TT_TYPE_ERROR) {
        set_last(TT_ERR_TYPE, "TypeError", "a variable cannot hold an error");
        return;
    }
    TTValue before = *slot;
    *slot = held(value);
    drop_value(&before);
    touch(at);
}

void TT_SetIvar(TTInstance* inst, int index, TTValue val) {
    OWNER_ONLY();
    uint32_t at = index_of(inst, ANY_INSTANCE);
    if (at == NOWHERE) {
        stale();
        return;
    }
    TTValue* slot = slot_of(at, index);
    if (slot != NULL) set_slot(at, slot, &val);
}

static TTValue named(int32_t what, TTInstance* inst, const char* name, TTValue value) {
    TTValue args[3] = {TT_MakeInstance(inst), TT_MakeString(name), value};
    return ask(what, args, 3);
}

TTValue TT_GetIvarNamed(TTInstance* inst, const char* name) {
    OWNER_ONLY(wrong_thread());
    return named(ASK_GET_VARIABLE, inst, name, TT_MakeNil());
}

void TT_SetIvarNamed(TTInstance* inst, const char* name, TTValue val) {
    OWNER_ONLY();
    named(ASK_SET_VARIABLE, inst, name, val);
}

TTValue TT_GetClassVar(TTInstance* self, const char* name) {
    OWNER_ONLY(wrong_thread());
    return named(ASK_GET_CLASS_VARIABLE, self, name, TT_MakeNil());
}

void TT_SetClassVar(TTInstance* self, const char* name, TTValue val) {
    OWNER_ONLY();
    named(ASK_SET_CLASS_VARIABLE, self, name, val);
}

const char* TT_IdOf(TTInstance* inst) {
    OWNER_ONLY(NULL);
    return text_in(ask_about(ASK_ID, TT_MakeInstance(inst)));
}

const char* TT_ClassOf(TTInstance* inst) {
    OWNER_ONLY(NULL);
    return text_in(ask_about(ASK_CLASS, TT_MakeInstance(inst)));
}

int TT_IvarCount(const char* className) {
    OWNER_ONLY(0);
    return integer_in(ask_text(ASK_VARIABLE_COUNT, className));
}

int TT_MethodCount(const char* className) {
    OWNER_ONLY(0);
    return integer_in(ask_text(ASK_METHOD_COUNT, className));
}

static const char* name_at(int32_t what, const char* className, int index) {
    TTValue args[2] = {TT_MakeString(className), TT_MakeInt(index)};
    return text_in(ask(what, args, 2));
}

const char* TT_IvarName(const char* className, int index) {
    OWNER_ONLY(NULL);
    return name_at(ASK_VARIABLE_NAME, className, index);
}

const char* TT_MethodName(const char* className, int index) {
    OWNER_ONLY(NULL);
    return name_at(ASK_METHOD_NAME, className, index);
}

uint32_t TT_Intern(const char* selector) {
    OWNER_ONLY(0);
    uint32_t number = intern(selector);
    if (number == 0) set_last(TT_ERR_ARITY, "InvalidArgument", "this cannot be a selector");
    return number;
}

static TTValue no_selector(void) { return fail(TT_ERR_ARITY, "InvalidArgument", "this cannot be a selector"); }

TTValue TT_SendId(TTInstance* receiver, uint32_t selector, TTValue* args, int numArgs) {
    OWNER_ONLY(wrong_thread());
    uint32_t index = index_of(receiver, ANY_INSTANCE);
    if (index == NOWHERE) return stale();
    if (selector == 0 || selector >= selector_count) return no_selector();
    return send_to(index, selector, args, numArgs);
}

TTValue TT_SendDirect(TTInstance* receiver, const char* selector, TTValue* args, int numArgs) {
    OWNER_ONLY(wrong_thread());
    uint32_t index = index_of(receiver, ANY_INSTANCE);
    if (index == NOWHERE) return stale();
    uint32_t number = intern(selector);
    return number == 0 ? no_selector() : send_to(index, number, args, numArgs);
}

/* A message whose receiver, or the class above which its method is, is a text. */
static TTValue send_text(const char* text, const char* selector, TTValue* args, int count, uint32_t self) {
    uint32_t number = intern(selector);
    if (number == 0) return no_selector();
    uint32_t base = control[TOP];
    TTValue name = TT_MakeString(text);
    if (put_args(base, &name, 1) == NOWHERE || put_args(base + 1, args, count) == NOWHERE) return bad_args();
    host->sendNamed(count + 1, self, number);
    return answered();
}

TTValue TT_Send(const char* receiver, const char* selector, TTValue* args, int numArgs) {
    OWNER_ONLY(wrong_thread());
    return send_text(receiver, selector, args, numArgs, NOWHERE);
}

TTValue TT_SendSuper(TTInstance* self, const char* className, const char* selector, TTValue* args, int numArgs) {
    OWNER_ONLY(wrong_thread());
    uint32_t index = index_of(self, ANY_INSTANCE);
    return index == NOWHERE ? stale() : send_text(className, selector, args, numArgs, index);
}

const char* TT_BashFallback(const char* receiver, const char* selector, const char** args, int numArgs) {
    OWNER_ONLY(NULL);
    TTValue values[34] = {TT_MakeString(receiver), TT_MakeString(selector)};
    if (numArgs < 0 || numArgs > 32 || (numArgs > 0 && !is_address(args))) {
        set_last(TT_ERR_ARITY, "InvalidArgument", "a raw method has at most 32 arguments");
        return NULL;
    }
    for (int i = 0; i < numArgs; i++) values[i + 2] = TT_MakeString(args[i]);
    return text_in(ask(ASK_BASH, values, numArgs + 2));
}

const char* TT_RegisterBlock(const uint8_t* bytecode, size_t bytecodeLen, TTCaptureCell** captures, int numCaptures) {
    OWNER_ONLY(NULL);
    TTValue values[2 + 4 * 255];
    if (!is_address(bytecode) || bytecodeLen > LONGEST_TEXT || numCaptures < 0 || numCaptures > 255 ||
        (numCaptures > 0 && !is_address(captures))) {
        set_last(TT_ERR_BYTECODE, "BytecodeError", "there is no such bytecode, or it has too many captures");
        return NULL;
    }
    values[0] = TT_MakeInt((int64_t)(uintptr_t)bytecode);
    values[1] = TT_MakeInt((int64_t)bytecodeLen);
    for (int i = 0; i < numCaptures; i++) {
        if (!is_address(captures[i])) {
            set_last(TT_ERR_BYTECODE, "BytecodeError", "a capture is at no address");
            return NULL;
        }
        TTValue* at = &values[2 + 4 * i];
        at[0] = TT_MakeString(captures[i]->name);
        at[1] = TT_MakeInt(captures[i]->source);
        at[2] = captures[i]->source == 1 ? TT_MakeInstance(captures[i]->owner) : TT_MakeNil();
        at[3] = captures[i]->source == 1 ? TT_MakeNil() : captures[i]->value;
    }
    return text_in(ask(ASK_REGISTER_BLOCK, values, 2 + 4 * numCaptures));
}

TTBlock* TT_LookupBlock(const char* blockId) {
    OWNER_ONLY(NULL);
    TTValue block = ask_text(ASK_BLOCK, blockId);
    return block.type == TT_TYPE_BLOCK ? block.blockVal : NULL;
}

TTValue TT_InvokeBlockDirect(TTBlock* block, TTValue* args, int numArgs) {
    OWNER_ONLY(wrong_thread());
    uint32_t index = index_of(block, 1u << BLOCK);
    if (index == NOWHERE) return stale();
    if (put_args(control[TOP], args, numArgs) == NOWHERE) return bad_args();
    host->block(numArgs, index);
    return answered();
}

TTValue TT_InvokeBlock(const char* blockId, TTValue* args, int numArgs) {
    OWNER_ONLY(wrong_thread());
    TTValue block = ask_text(ASK_BLOCK, blockId);
    return block.type == TT_TYPE_BLOCK ? TT_InvokeBlockDirect(block.blockVal, args, numArgs) : block;
}

int TT_PersistEx(const char* instanceId) {
    OWNER_ONLY(TT_ERR_WRONG_THREAD);
    return TT_ErrorCode(ask_text(ASK_PERSIST, instanceId));
}

void TT_Persist(const char* instanceId) { (void)TT_PersistEx(instanceId); }

TTInstance* TT_Load(const char* instanceId) {
    OWNER_ONLY(NULL);
    return instance_in(ask_text(ASK_LOAD, instanceId));
}

const char* TT_Serialize(TTInstance* inst) {
    OWNER_ONLY(NULL);
    return text_in(ask_about(ASK_SERIALIZE, TT_MakeInstance(inst)));
}

TTInstance* TT_Deserialize(const char* json) {
    OWNER_ONLY(NULL);
    return instance_in(ask_text(ASK_DESERIALIZE, json));
}

int64_t TT_AsInt(TTValue value) {
    OWNER_ONLY(0);
    if (value.type == TT_TYPE_INT || value.type == TT_TYPE_BOOL) return value.intVal;
    if (value.type == TT_TYPE_NIL) return 0;
    TTValue number = ask_about(ASK_INTEGER, value);
    return number.type == TT_TYPE_INT ? number.intVal : 0;
}

double TT_AsFloat(TTValue value) {
    OWNER_ONLY(0);
    if (value.type == TT_TYPE_FLOAT) return value.floatVal;
    if (value.type == TT_TYPE_INT || value.type == TT_TYPE_BOOL) return (double)value.intVal;
    TTValue number = ask_about(ASK_FLOAT, value);
    return number.type == TT_TYPE_INT ? (double)number.intVal : number.type == TT_TYPE_FLOAT ? number.floatVal : 0;
}

const char* TT_AsString(TTValue value) {
    OWNER_ONLY(NULL);
    char digits[24];
    if (value.type == TT_TYPE_STRING && is_address(value.stringVal)) return value.stringVal;
    if (value.type == TT_TYPE_BOOL) return value.intVal ? "true" : "false";
    if (value.type == TT_TYPE_NIL) return "";
    if (value.type == TT_TYPE_INT) {
        snprintf(digits, sizeof digits, "%lld", (long long)value.intVal);
        return as_result(copy_text(digits));
    }
    return text_in(ask_about(ASK_TEXT, value));
}

int TT_AsBool(TTValue value) {
    OWNER_ONLY(0);
    switch ((int)value.type) {
        case TT_TYPE_NIL: return 0;
        case TT_TYPE_INT: case TT_TYPE_BOOL: return value.intVal != 0;
        case TT_TYPE_FLOAT: return value.floatVal != 0;
        case TT_TYPE_STRING: {
            const char* text = value.stringVal;
            if (!is_address(text)) return 0;
            return *text != 0 && strcmp(text, "false") != 0 && strcmp(text, "0") != 0 && strcmp(text, "nil") != 0;
        }
        default: return bad_value(&value) == 0 && value.type != TT_TYPE_ERROR;
    }
}

TTInstance* TT_AsInstance(TTValue value) {
    OWNER_ONLY(NULL);
    if (bad_value(&value)) return NULL;
    if (value.type == TT_TYPE_INSTANCE) return value.instanceVal;
    return instance_in(ask_about(ASK_INSTANCE, value));
}

TTBlock* TT_AsBlock(TTValue value) {
    OWNER_ONLY(NULL);
    if (bad_value(&value)) return NULL;
    if (value.type == TT_TYPE_BLOCK) return value.blockVal;
    TTValue block = ask_about(ASK_BLOCK, value);
    return block.type == TT_TYPE_BLOCK ? block.blockVal : NULL;
}

const char* TT_CopyString(const char* text) {
    OWNER_ONLY(NULL);
    if (is_address(text)) return as_result(copy_text(text));
    set_last(TT_ERR_TYPE, "TypeError", "a text that is at no address");
    return NULL;
}

const char* TT_ValueToJSON(TTValue value) {
    OWNER_ONLY(NULL);
    return text_in(ask_about(ASK_JSON, value));
}

TTArray* TT_ArrayNew(void) {
    OWNER_ONLY(NULL);
    uint32_t index = entry_new(LIST);
    make_temporary(index);
    return pointer_of(index);
}

int TT_ArrayLen(TTArray* array) {
    OWNER_ONLY(0);
    uint32_t index = index_of(array, 1u << LIST);
    if (index != NOWHERE) return (int)entry_at(index)->count;
    stale();
    return 0;
}

TTValue TT_ArrayAt(TTArray* array, int at) {
    OWNER_ONLY(wrong_thread());
    uint32_t index = index_of(array, 1u << LIST);
    if (index == NOWHERE) return stale();
    const Entry* list = entry_at(index);
    if (at >= 0 && (uint32_t)at < list->count) return lent(&list->slots[at]);
    return fail(TT_ERR_NOT_FOUND, "IndexError", "the list has no item of this number");
}

int TT_ArrayPush(TTArray* array, TTValue value) {
    OWNER_ONLY(TT_ERR_WRONG_THREAD);
    uint32_t index = index_of(array, 1u << LIST);
    if (index == NOWHERE) return TT_ErrorCode(stale());
    if (bad_value(&value)) return owners_last.code;
    if (value.type == TT_TYPE_ERROR || value.arrayVal == array) {
        set_last(TT_ERR_TYPE, "TypeError", "a list cannot hold an error, nor itself");
        return TT_ERR_TYPE;
    }
    list_push(index, &value);
    return 0;
}

int TT_Retain(const void* reference) {
    OWNER_ONLY(TT_ERR_WRONG_THREAD);
    uint32_t index = index_of(reference, ANY_INSTANCE | 1u << BLOCK | 1u << LIST);
    if (index == NOWHERE) return TT_ErrorCode(stale());
    retain(index);
    return 0;
}

int TT_Release(const void* reference) {
    OWNER_ONLY(TT_ERR_WRONG_THREAD);
    uint32_t index = index_of(reference, ANY_INSTANCE | 1u << BLOCK | 1u << LIST);
    if (index == NOWHERE) return TT_ErrorCode(stale());
    if (entry_at(index)->refs == 0) {
        set_last(TT_ERR_NOT_FOUND, "NotFound", "nobody has retained this reference");
        return TT_ERR_NOT_FOUND;
    }
    release(index);
    return 0;
}

int TT_FreeString(const char* text) {
    OWNER_ONLY(TT_ERR_WRONG_THREAD);
    if (result_count > 0 && is_address(text)) {
        uint32_t at = place_of(text);
        if (results[at] != NULL && results[at] != GONE) {
            free(results[at]);
            results[at] = GONE;
            result_count--;
            return 0;
        }
    }
    set_last(TT_ERR_NOT_FOUND, "NotFound", "this text is not a result, or was freed");
    return TT_ERR_NOT_FOUND;
}

TTValue TT_MakeError(const char* type, const char* message) {
    OWNER_ONLY(wrong_thread());
    TTValue args[2] = {TT_MakeString(type), TT_MakeString(message)};
    return ask(ASK_ERROR, args, 2);
}

/* Also on another thread, about the error that it got there. */
static const Entry* fault_of(TTValue value) {
    if (value.type != TT_TYPE_ERROR) return NULL;
    if (!on_owner()) return entry_count > 0 ? entry_at(0) : NULL;
    uint32_t index = index_of(value.errorVal, 1u << FAULT);
    return index == NOWHERE ? NULL : entry_at(index);
}

int TT_ErrorCode(TTValue value) {
    const Entry* fault = fault_of(value);
    if (fault != NULL) return fault->code;
    return value.type == TT_TYPE_ERROR ? TT_ERR_NOT_FOUND : 0;
}

const char* TT_ErrorType(TTValue value) {
    const Entry* fault = fault_of(value);
    return fault ? fault->type : NULL;
}

const char* TT_ErrorText(TTValue value) {
    const Entry* fault = fault_of(value);
    return fault ? fault->message : NULL;
}

const char* TT_GetLastError(void) {
    Last* last = last_of_thread();
    return last->code == 0 ? NULL : last->text;
}

int TT_GetLastErrorCode(void) { return last_of_thread()->code; }

uint32_t TT_ApiVersion(void) { return TT_API_VERSION; }

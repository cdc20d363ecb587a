// The AI SDK: a bundle of its own (package.json, imports), loaded only where a model is asked.
export { createAnthropic } from '@ai-sdk/anthropic';
export { createOpenAI } from '@ai-sdk/openai';
export { createOpenAICompatible } from '@ai-sdk/openai-compatible';
export { APICallError, jsonSchema, streamText, tool } from 'ai';

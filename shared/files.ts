/** The most that one file may have; after base64 it still fits what mail servers commonly take. */
export const uploadMb = 20;
export const uploadBytes = uploadMb * 1024 * 1024;

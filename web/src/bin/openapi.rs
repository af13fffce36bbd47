//! Prints the OpenAPI document: `make gen` stores it as `docs/openapi.json`.

fn main() {
    print!("{}", lamplight_web::openapi_document());
}

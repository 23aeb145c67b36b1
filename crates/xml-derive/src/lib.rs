//! `#[derive(Xml)]`: the type of a field says where it stands in the document; one list drives parse and format.
//!
//! Words: a string renames; `default` (absent reads as `Default`), `flatten` (the field's parts stand in this
//! element), `content` (the element's text), `union = "attr", body = "child"` (an attribute here selects the shape of
//! a child; with `last` that attribute is printed after those before it), `live`, `status` and `secret` (only read and printed for a running object, in the run-time file, with
//! passwords), `read_live` (forgotten by a definition, printed wherever it is known), `when = path` (printed if `path(&self, mode)`), `with = module` (the module's `parse(node, name)` and
//! `format(&value, name, writer)`; the shape is the type's, or a child with text if `text`, or what `shape = path` says as
//! `path(name, shape)`), `skip` (no XML form), on an enum `tag = "attr"` (selected by its own attribute)
//! and on its variant `untagged` (selected where the attribute is absent).

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DataEnum, DeriveInput, Fields, Ident, LitStr, parse_macro_input};

/// Derives `Element` for a struct, `Value` for an enum of words, `Union` for an enum of shapes.
#[proc_macro_derive(Xml, attributes(xml))]
pub fn derive_xml(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    derive(parse_macro_input!(input as DeriveInput)).unwrap_or_else(|e| e.to_compile_error()).into()
}

fn derive(input: DeriveInput) -> syn::Result<TokenStream> {
    let me = &input.ident;
    match &input.data {
        Data::Struct(data) => structure(me, &data.fields),
        Data::Enum(data) if data.variants.iter().all(|v| matches!(v.fields, Fields::Unit)) => words(me, data),
        Data::Enum(data) => shapes(me, data, Words::of(&input.attrs)?.tag),
        Data::Union(_) => Err(syn::Error::new_spanned(me, "a Rust union has no XML form")),
    }
}

/// The words in `#[xml(...)]`.
#[derive(Default)]
struct Words {
    name: Option<String>,
    union: Option<String>,
    last: bool,
    body: Option<String>,
    tag: Option<String>,
    when: Option<syn::Path>,
    with: Option<syn::Path>,
    shape: Option<syn::Path>,
    text: bool,
    flatten: bool,
    content: bool,
    default: bool,
    skip: bool,
    untagged: bool,
    live: bool,
    read_live: bool,
    status: bool,
    secret: bool,
}

impl Words {
    fn of(attributes: &[syn::Attribute]) -> syn::Result<Words> {
        let mut words = Words::default();
        for attribute in attributes.iter().filter(|a| a.path().is_ident("xml")) {
            let syn::Meta::List(list) = &attribute.meta else { continue };
            list.parse_args_with(|input: syn::parse::ParseStream| {
                while !input.is_empty() {
                    words.one(input)?;
                    if !input.is_empty() {
                        input.parse::<syn::Token![,]>()?;
                    }
                }
                Ok(())
            })?;
        }
        Ok(words)
    }

    fn one(&mut self, input: syn::parse::ParseStream) -> syn::Result<()> {
        if input.peek(LitStr) {
            self.name = Some(input.parse::<LitStr>()?.value());
            return Ok(());
        }
        let key: Ident = input.parse()?;
        let text = |input: syn::parse::ParseStream| -> syn::Result<Option<String>> {
            input.parse::<syn::Token![=]>()?;
            Ok(Some(input.parse::<LitStr>()?.value()))
        };
        match key.to_string().as_str() {
            "union" => self.union = text(input)?,
            "body" => self.body = text(input)?,
            "tag" => self.tag = text(input)?,
            "when" => {
                input.parse::<syn::Token![=]>()?;
                self.when = Some(input.parse()?);
            }
            "with" => {
                input.parse::<syn::Token![=]>()?;
                self.with = Some(input.parse()?);
            }
            "shape" => {
                input.parse::<syn::Token![=]>()?;
                self.shape = Some(input.parse()?);
            }
            "text" => self.text = true,
            "flatten" => self.flatten = true,
            "content" => self.content = true,
            "default" => self.default = true,
            "skip" => self.skip = true,
            "last" => self.last = true,
            "untagged" => self.untagged = true,
            "live" => self.live = true,
            "read_live" => self.read_live = true,
            "status" => self.status = true,
            "secret" => self.secret = true,
            _ => return Err(syn::Error::new(key.span(), "unknown word")),
        }
        Ok(())
    }
}

/// `<x a=… ><b/>…</x>`
fn structure(me: &Ident, list: &Fields) -> syn::Result<TokenStream> {
    let Said { parse, format, declare } = fields(list, false)?;
    Ok(quote! {
        ::xml::element!(#me);
        impl ::xml::Element for #me {
            fn parse(n: &::xml::Node) -> ::xml::Result<Self> { let _ = n; Ok(#me { #parse }) }
            fn format(&self, w: &mut ::xml::Writer) { let _ = &w; #format }
            fn declare(s: &mut ::xml::Shape) { let _ = &s; #declare }
        }
    })
}

/// An attribute with a closed list of values.
fn words(me: &Ident, data: &DataEnum) -> syn::Result<TokenStream> {
    let (mut names, mut ids) = (vec![], vec![]);
    for variant in &data.variants {
        names.push(Words::of(&variant.attrs)?.name.unwrap_or_else(|| kebab(&variant.ident.to_string())));
        ids.push(&variant.ident);
    }
    Ok(quote! {
        ::xml::scalar!(#me);
        impl #me {
            /// The word in the document.
            pub fn as_str(self) -> &'static str { match self { #(#me::#ids => #names,)* } }
        }
        impl ::xml::Value for #me {
            fn from_xml(s: &str) -> Option<Self> { Some(match s { #(#names => #me::#ids,)* _ => return None }) }
            fn to_xml(&self) -> ::std::borrow::Cow<'_, str> { self.as_str().into() }
            fn scalar() -> ::xml::Scalar { ::xml::Scalar::Words(&[#(#names),*]) }
        }
    })
}

/// An enum whose shape an attribute selects.
fn shapes(me: &Ident, data: &DataEnum, tag: Option<String>) -> syn::Result<TokenStream> {
    let (mut parse, mut tags, mut format, mut declare, mut words_of, mut untagged) =
        (vec![], vec![], vec![], vec![], vec![], None);
    for variant in &data.variants {
        let id = &variant.ident;
        let words = Words::of(&variant.attrs)?;
        let name = words.name.unwrap_or_else(|| kebab(&id.to_string()));
        if words.untagged {
            untagged = Some(name.clone());
        }
        tags.push(quote!(#me::#id { .. } => #name));
        words_of.push(name.clone());
        match &variant.fields {
            Fields::Unnamed(inner) => {
                let ty = inner.unnamed.first().map(|f| &f.ty);
                declare.push(quote!(#name => _ = s.flatten::<#ty>()));
                parse.push(quote!(#name => #me::#id(::xml::Element::parse(n)?)));
                format.push(quote!(#me::#id(v) => ::xml::Element::format(v, w)));
            }
            Fields::Unit => {
                parse.push(quote!(#name => #me::#id));
                format.push(quote!(#me::#id => {}));
            }
            Fields::Named(_) => {
                let Said { parse: p, format: f, declare: d } = fields(&variant.fields, true)?;
                declare.push(quote!(#name => { #d }));
                let ids: Vec<_> = variant.fields.iter().filter_map(|f| f.ident.clone()).collect();
                parse.push(quote!(#name => #me::#id { #p }));
                format.push(quote!(#me::#id { #(#ids),* } => { #(let _ = #ids;)* #f }));
            }
        }
    }
    let default_tag = untagged.map(|name| quote!(fn default_tag() -> Option<&'static str> { Some(#name) }));
    let own = tag.map(|tag| {
        quote! {
            ::xml::element!(#me);
            impl ::xml::Element for #me {
                fn parse(n: &::xml::Node) -> ::xml::Result<Self> { n.tagged(#tag) }
                fn format(&self, w: &mut ::xml::Writer) { w.tagged(#tag, self) }
                fn declare(s: &mut ::xml::Shape) { s.tagged::<Self>(#tag); }
            }
        }
    });
    Ok(quote! {
        #own
        impl ::xml::Union for #me {
            fn parse(tag: &str, n: &::xml::Node) -> ::xml::Result<Option<Self>> {
                let _ = n;
                Ok(Some(match tag { #(#parse,)* _ => return Ok(None) }))
            }
            fn tag(&self) -> Option<&'static str> { Some(match self { #(#tags,)* }) }
            #default_tag
            fn format(&self, w: &mut ::xml::Writer) { let _ = &w; match self { #(#format,)* } }
            fn words() -> &'static [&'static str] { &[#(#words_of),*] }
            fn declare(tag: &str, s: &mut ::xml::Shape) { let _ = &s; match tag { #(#declare,)* _ => () } }
        }
    })
}

/// What a list of fields comes to.
struct Said {
    parse: TokenStream,
    format: TokenStream,
    declare: TokenStream,
}

/// The parse expressions, format statements and shape of a list of fields.
fn fields(fields: &Fields, bound: bool) -> syn::Result<Said> {
    let (mut parse, mut format, mut declare) = (quote!(), quote!(), quote!());
    for field in fields {
        let Some(id) = field.ident.as_ref() else {
            return Err(syn::Error::new_spanned(field, "fields need names"));
        };
        let words = Words::of(&field.attrs)?;
        if words.skip {
            parse.extend(quote!(#id: Default::default(),));
            continue;
        }
        let name = words.name.clone().unwrap_or_else(|| id.to_string().trim_start_matches("r#").to_owned());
        declare.extend(declaration(&words, &name, &field.ty));
        let value = if bound { quote!(#id) } else { quote!(&self.#id) };
        let (mut get, mut put) = if words.flatten {
            (quote!(::xml::Element::parse(n)?), quote!(::xml::Element::format(#value, w);))
        } else if let Some(tag) = &words.union {
            let body = words.body.clone().unwrap_or(name);
            let put = if words.last { quote!(union_last) } else { quote!(union) };
            (quote!(n.union(#tag, #body)?), quote!(w.#put(#tag, #body, #value);))
        } else if let Some(with) = &words.with {
            (quote!(#with::parse(n, #name)?), quote!(#with::format(#value, #name, w);))
        } else if words.content {
            (quote!(n.content()?), quote!(w.content(&::xml::Value::to_xml(#value));))
        } else {
            let get = if words.default { quote!(field_or_default) } else { quote!(field) };
            (quote!(n.#get(#name)?), quote!(::xml::Field::format(#value, #name, w);))
        };
        if words.read_live {
            get = quote!(if n.mode().live() { #get } else { Default::default() });
        }
        if words.live {
            get = quote!(if n.mode().live() { #get } else { Default::default() });
            put = quote!(if w.mode().live() { #put });
        }
        if words.status {
            get = quote!(if n.mode().status { #get } else { Default::default() });
            put = quote!(if w.mode().status { #put });
        }
        if words.secret {
            put = quote!(if w.mode().secure { #put });
        }
        if let Some(path) = words.when {
            put = quote!(if #path(self, w.mode()) { #put });
        }
        parse.extend(quote!(#id: #get,));
        format.extend(put);
    }
    Ok(Said { parse, format, declare })
}

/// The statement that says what a field brings to the element's shape.
fn declaration(words: &Words, name: &str, ty: &syn::Type) -> TokenStream {
    let optional =
        if words.default || words.live || words.read_live || words.status { quote!(s.optional();) } else { quote!() };
    if words.flatten {
        return quote!(s.flatten::<#ty>(););
    }
    if let Some(tag) = &words.union {
        let body = words.body.as_deref().unwrap_or(name);
        return quote!(s.union::<#ty>(#tag, #body););
    }
    if let Some(shape) = &words.shape {
        return quote!(#shape(#name, s););
    }
    if words.text {
        return quote!(s.text::<#ty>(#name).optional(););
    }
    if words.with.is_some() {
        return quote!(s.field::<#ty>(#name).optional(););
    }
    if words.content {
        return quote!(s.content::<#ty>(););
    }
    quote!(s.field::<#ty>(#name); #optional)
}

/// `VhostUser` is spelled `vhost-user`.
fn kebab(name: &str) -> String {
    let mut out = String::new();
    for (i, c) in name.chars().enumerate() {
        if c.is_uppercase() && i > 0 {
            out.push('-');
        }
        out.extend(c.to_lowercase());
    }
    out
}

// certificate - the document, its page, its code, its lines.
#include "kiosk/decommission/certificate.hpp"

#include <fmt/format.h>

#include "kiosk/device/journal/entry.hpp"
#include "kiosk/diagnostics/report.hpp"
#include "kiosk/diagnostics/signed_json.hpp"

namespace vestibule::decommission {

namespace {

using nlohmann::json;

constexpr std::size_t kColumns = 42;

std::string text_of(const json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == '"')
            out += "&quot;";
        else
            out += c;
    }
    return out;
}

/// What a certificate says, one fact a line.
std::vector<std::pair<std::string, std::string>> facts_of(const json& document) {
    std::vector<std::pair<std::string, std::string>> facts{
        {"Kiosk", text_of(document, "device")},
        {"Key", text_of(document, "key")},
        {"Facility", text_of(document, "facility")},
        {"Asked for by", fmt::format("facility IT {}", document.value("person", 0))},
        {"Begun", text_of(document, "begun")},
        {"Erased", text_of(document, "erased_at")}};
    const json erased = document.value("erased", json::object());
    for (const auto& [kind, count] : erased.items())
        facts.emplace_back("Erased: " + kind, fmt::format("{} files", count.is_number() ? count.get<int>() : 0));
    const json journal = document.value("journal", json::object());
    facts.emplace_back("Journal", text_of(journal, "store"));
    facts.emplace_back("Its last entry",
                       fmt::format("{}, {}", journal.value("count", std::int64_t{0}), text_of(journal, "head")));
    facts.emplace_back("Last exported",
                       journal.value("exported", std::int64_t{0}) == 0
                           ? std::string("never: it is lost")
                           : fmt::format("up to entry {}", journal.value("exported", std::int64_t{0})));
    for (const json& left : document.value("left", json::array()))
        facts.emplace_back("Still there", left.is_string() ? left.get<std::string>() : std::string());
    return facts;
}

std::string page_of(const json& document, const std::string& code) {
    std::string page =
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Certificate of erasure</title><style>"
        "body{font-family:\"Noto Sans\",sans-serif;color:#10222E;background:#fff;margin:2em auto;max-width:50em;"
        "line-height:1.35}td,th{border-bottom:1px solid #D3DAD9;padding:.35em .5em;text-align:left;vertical-align:top;"
        "word-break:break-all}table{border-collapse:collapse;width:100%}"
        "svg{float:right;width:14em;height:14em;margin-left:1em}</style></head><body>\n" +
        diagnostics::qr_svg(code) +
        "\n<h1>Certificate of erasure</h1>\n<p>This kiosk has erased what follows, and after "
        "that the key that has signed this.</p>\n<table>\n";
    for (const auto& [what, value] : facts_of(document))
        page += fmt::format("<tr><th>{}</th><td>{}</td></tr>\n", escaped(what), escaped(value));
    page +=
        "</table>\n<p><small>The signed form is the JSON file beside it; `vestibulectl decommission verify` checks it. "
        "The code holds its digest and a signature of its own.</small></p>\n</body></html>\n";
    return page;
}

}  // namespace

Result<Certificate> make_certificate(json facts, const journal::Key& key) {
    facts["kind"] = kCertificateKind;
    facts["key"] = diagnostics::fingerprint(key);
    const auto signed_document = diagnostics::sign(std::move(facts), key);
    if (!signed_document) return signed_document.error();
    Certificate made{.document = *signed_document, .code = {}, .page = {}};
    const std::string text =
        fmt::format("{} {} {} {} {} {}", kCodeTitle, text_of(made.document, "erased_at"),
                    made.document.value("person", 0), text_of(made.document, "device"),
                    diagnostics::sha256_hex(made.document.dump()).substr(0, 32), diagnostics::fingerprint(key));
    const auto signature = key.sign(text);
    if (!signature) return signature.error();
    made.code = text + " " + journal::hex(*signature);
    made.page = page_of(made.document, made.code);
    return made;
}

Result<Certificate> certificate_from(const json& kept) {
    const json document = kept.is_object() ? kept.value("certificate", json()) : json();
    if (const auto holds = diagnostics::verified(document, {}); !holds) return holds.error();
    Certificate made{.document = document, .code = text_of(kept, "code"), .page = {}};
    made.page = page_of(made.document, made.code);
    return made;
}

json kept_form(const Certificate& certificate) {
    return {{"certificate", certificate.document}, {"code", certificate.code}};
}

std::vector<std::string> certificate_lines(const json& document) {
    std::vector<std::string> lines{"Certificate of erasure", ""};
    for (const auto& [what, value] : facts_of(document)) {
        std::string text = what + ": " + value;
        for (; text.size() > kColumns; text.erase(0, kColumns)) lines.push_back(text.substr(0, kColumns));
        lines.push_back(text);
    }
    const json signature = document.value("signature", json::object());
    std::string value = text_of(signature, "value");
    if (value.empty()) return lines;
    lines.emplace_back("Signature:");
    for (; value.size() > kColumns; value.erase(0, kColumns)) lines.push_back(value.substr(0, kColumns));
    lines.push_back(value);
    return lines;
}

std::map<std::string, std::string> certificate_files(const Certificate& certificate) {
    return {{"erasure-certificate.json", certificate.document.dump(1) + "\n"},
            {"erasure-certificate.html", certificate.page}};
}

}  // namespace vestibule::decommission

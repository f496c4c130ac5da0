// report_page - the readiness report for people: one HTML file that needs no other, made to be printed.
#include <fmt/format.h>
#include <qrencode.h>

#include <memory>

#include "kiosk/diagnostics/report.hpp"

namespace vestibule::diagnostics {

namespace {

using nlohmann::json;

constexpr std::string_view kStyle = R"(
body{font-family:"Noto Sans",sans-serif;color:#10222E;background:#fff;margin:2em auto;max-width:60em;line-height:1.35}
h1{margin-bottom:0}p.when{color:#47596A;margin-top:.2em}table{border-collapse:collapse;width:100%}
td,th{border-bottom:1px solid #D3DAD9;padding:.35em .5em;text-align:left;vertical-align:top;font-size:.85em}
.pass{color:#1E7A46}.warn,.inconclusive{color:#8A5A00}.fail{color:#9B2318;font-weight:bold}
.not-applicable{color:#47596A}
.hint{color:#47596A}svg{float:right;width:14em;height:14em;margin-left:1em}tr{break-inside:avoid}
)";

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\'':
                out += "&#39;";
                break;
            default:
                out += c;
        }
    }
    return out;
}

std::string text_of(const json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? escaped(found->get<std::string>()) : std::string();
}

std::string verdict_class(const std::string& verdict) {
    return verdict == "not applicable" ? "not-applicable" : verdict;
}

std::string row(const json& result) {
    const std::string verdict = text_of(result, "verdict"), hint = text_of(result, "hint");
    return fmt::format(
        "<tr><td class=\"{}\">{}</td><td>{}<br><small>{}</small></td><td>{}{}</td><td>{}</td><td>{}</td></tr>\n",
        verdict_class(verdict), verdict, text_of(result, "title"), text_of(result, "id"), text_of(result, "value"),
        hint.empty() ? "" : "<br><span class=\"hint\">" + hint + "</span>", text_of(result, "limit"),
        text_of(result, "date"));
}

std::string inspection(const json& report) {
    const json found = report.value("inspection", json());
    if (!found.is_object()) return "<p class=\"warn\">No inspection is recorded.</p>\n";
    std::string seals, bad;
    for (const json& seal : found.value("seals", json::array())) seals += " " + escaped(seal.get<std::string>());
    for (const json& item : found.value("bad", json::array())) bad += " " + escaped(item.get<std::string>());
    return fmt::format("<p>Inspected {} by {}; seals:{}; {}</p>\n", text_of(found, "when"), text_of(found, "who"),
                       seals.empty() ? " none" : seals,
                       bad.empty() ? "all was good." : "<span class=\"fail\">not good:" + bad + "</span>");
}

}  // namespace

std::string qr_svg(const std::string& text) {
    const std::unique_ptr<QRcode, void (*)(QRcode*)> code(QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M),
                                                          QRcode_free);
    if (!code) return {};
    constexpr int kQuiet = 4;  // modules of white that scanners ask for
    const int width = code->width + 2 * kQuiet;
    std::string path;
    for (int y = 0; y < code->width; ++y) {
        for (int x = 0; x < code->width; ++x) {
            if ((code->data[y * code->width + x] & 1) != 0)
                path += fmt::format("M{} {}h1v1h-1z", x + kQuiet, y + kQuiet);
        }
    }
    return fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {0}\" shape-rendering=\"crispEdges\">"
        "<rect width=\"{0}\" height=\"{0}\" fill=\"#fff\"/><path d=\"{1}\"/></svg>",
        width, path);
}

std::string report_page(const json& report, const std::string& code) {
    const std::string verdict = text_of(report, "verdict");
    std::string page =
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Readiness report</title><style>" +
        std::string(kStyle) + "</style></head><body>\n" + qr_svg(code) + "\n<h1>Readiness report</h1>\n";
    page += fmt::format("<p class=\"when\">{}, kiosk {}, {}</p>\n", text_of(report, "facility"),
                        text_of(report, "kiosk"), text_of(report, "made"));
    page += fmt::format("<p class=\"{}\">{}</p>\n", verdict_class(verdict),
                        verdict == "pass"   ? "This kiosk is ready."
                        : verdict == "warn" ? "This kiosk works; somebody should look."
                                            : "This kiosk is not ready.");
    page += inspection(report);
    page +=
        "<table><thead><tr><th>Verdict</th><th>Test</th><th>Value</th><th>Limit</th><th>Date</th></tr></"
        "thead><tbody>\n";
    for (const json& result : report.value("results", json::array())) page += row(result);
    page +=
        "</tbody></table>\n<p><small>The signed form of this report is the JSON file beside it; `vestibulectl report "
        "verify`"
        " checks it. The code holds the result and a signature of its own.</small></p>\n</body></html>\n";
    return page;
}

}  // namespace vestibule::diagnostics

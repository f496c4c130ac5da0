// portal_flow - the sign-in to one place's portal, on the patient's own phone.
#include <fmt/format.h>

#include "kiosk/identity/delays.hpp"
#include "kiosk/identity/phone_code.hpp"
#include "kiosk/identity/replies.hpp"
#include "kiosk/net/url.hpp"
#include "kiosk/records/dealings.hpp"

namespace vestibule::records {

using identity::Outcome;
using identity::reply_for;
using identity::reply_for_status;
using identity::reply_with;

void Dealings::start_portal(const privacy::SecretText& place_id, identity::OnPhoneCode shown, OnReply done) {
    begin_call(std::move(done));
    if (!searched()) return;
    net::Json body;
    body["place"] = net::text(place_id);
    send(request(search_path("/portals"), body), [this, shown = std::move(shown)](const Result<net::Response>& answer) {
        // A code that was made without our knowing is never shown and expires.
        if (!answer) return finish(identity::repeatable(reply_for(answer.error())));
        portal_opened(*answer, shown);
    });
}

void Dealings::portal_opened(const net::Response& answer, const identity::OnPhoneCode& shown) {
    if (answer.status != 201) return finish(reply_for_status(profile_.base_url, answer));
    const auto json = net::parse_object(answer.body, where());
    if (!json) return finish(reply_for(json.error()));
    const auto id = net::text_of(*json, "id");
    auto start = identity::read_phone_code(*json, where());
    if (!id || id->empty()) return finish(reply_for({ErrorCode::Nonsense, where() + ": portal"}));
    if (!start) return finish(reply_for(start.error()));
    portal_id_ = privacy::secret(*id);
    polling_ = {start->interval, {}, start->code.expires_in, 0, Outcome::Expired};
    shown(std::move(start->code));
    poll_after(start->interval, search_path("/portals/" + net::path_segment(privacy::view(portal_id_))),
               [this](const net::Response& next) { portal_answered(next); });
}

void Dealings::portal_answered(const net::Response& answer) {
    const auto json = net::parse_object(answer.body, where());
    if (!json) return finish(reply_for(json.error()));
    const auto status = read_portal(*json, where());
    if (!status) return finish(reply_for(status.error()));
    switch (*status) {
        case PortalStatus::Connected:
            return finish({});
        case PortalStatus::Declined:
            return finish(reply_with(Outcome::Declined, {ErrorCode::Refused, where() + ": declined"}));
        case PortalStatus::Expired:
            return finish(reply_with(Outcome::Expired, {ErrorCode::Refused, where() + ": expired"}));
        case PortalStatus::Pending:
            break;
    }
    poll_after(polling_.pause, search_path("/portals/" + net::path_segment(privacy::view(portal_id_))),
               [this](const net::Response& next) { portal_answered(next); });
}

}  // namespace vestibule::records

// capture_flow - pictures on their way: hosts are checked, bytes are counted, then the provider's verdict is waited
// for.
#include "kiosk/identity/dealings.hpp"
#include "kiosk/identity/delays.hpp"
#include "kiosk/identity/replies.hpp"
#include "kiosk/identity/retakes.hpp"
#include "kiosk/net/answer.hpp"
#include "kiosk/net/url.hpp"

namespace vestibule::identity {

namespace {

constexpr std::string_view kFront = "document-front";
constexpr std::string_view kBack = "document-back";
constexpr std::string_view kFace = "face";

std::size_t place_of(std::string_view slot) {
    return slot == kFront ? 0 : slot == kBack ? 1 : 2;
}

bool same_picture(const std::weak_ptr<const capture::Picture>& kept, const capture::PicturePtr& picture) {
    return kept.lock() == picture;
}

}  // namespace

void Dealings::verify(Evidence evidence, OnPart progress, OnReply done) {
    begin_call(std::move(done));
    const bool passport = evidence.document == "passport";
    if (!evidence.front || !evidence.face || (!passport && !evidence.back)) {
        return finish_later(reply_for({ErrorCode::BadPicture, "a picture is missing"}));
    }
    upload_ = {};
    upload_.document = evidence.document;
    upload_.found = std::move(evidence.found);
    upload_.signals = std::move(evidence.signals);
    upload_.progress = std::move(progress);
    const auto add = [this](std::string_view slot, capture::Target target, const capture::PicturePtr& picture) {
        if (picture == nullptr || same_picture(accepted_.at(place_of(slot)), picture)) return;
        const bool two = !picture->rectified.reveal().empty();
        upload_.media.push_back({slot, target, picture, false, !two});
        if (two) upload_.media.push_back({slot, target, picture, true, true});
        upload_.total_bytes += picture->jpeg.reveal().size() + picture->rectified.reveal().size();
    };
    add(kFront, passport ? capture::Target::PassportPage : capture::Target::LicenseFront, evidence.front);
    if (!passport) add(kBack, capture::Target::LicenseBack, evidence.back);
    add(kFace, capture::Target::Face, evidence.face);
    with_session(false, [this] { with_keys([this] { send_next_picture(); }); });
}

void Dealings::send_next_picture() {
    if (upload_.next == upload_.media.size()) return submit();
    const Media media = upload_.media[upload_.next];
    const std::string path = "/media/" + std::string(media.slot) + (media.straightened ? "/rectified" : "");
    net::Request request = capture_request(net::Method::Put, session_path(path));
    if (!net::host_allowed(request.url, profile_.capture_hosts)) {
        return finish(reply_for({ErrorCode::HostNotAllowed, net::host_port(request.url).value_or("?")}));
    }
    request.deadline = delays::kUploadDeadline;
    request.content_type = "image/jpeg";
    request.body = media.bytes().duplicate();  // byte by byte: never encoded again, never mirrored
    net::OnProgress progress;
    if (upload_.progress) {
        progress = [this](const net::Progress& now) {
            const auto sent = static_cast<double>(upload_.sent_bytes + now.sent_bytes);
            if (upload_.total_bytes != 0) upload_.progress(sent / static_cast<double>(upload_.total_bytes));
        };
    }
    send(
        std::move(request),
        [this, media](const Result<net::Response>& answer) {
            if (!answer) return finish(reply_for(answer.error()));
            picture_answered(media, *answer);
        },
        std::move(progress));
}

void Dealings::picture_answered(const Media& media, const net::Response& answer) {
    if (answer.status == 422) {
        const std::string_view reason = reason_word(answer, "reason");
        Reply reply = reply_with(Outcome::Retake, net::status_error(profile_.capture_url, answer, reason));
        reply.retake = media.target;
        reply.hint = hint_for(reason, media.target);
        return finish(reply);
    }
    if (answer.status != 204) return finish(reply_for_status(profile_.capture_url, answer));
    if (media.last) accepted_.at(place_of(media.slot)) = media.picture;
    upload_.sent_bytes += media.bytes().reveal().size();
    if (upload_.progress) {
        upload_.progress(static_cast<double>(upload_.sent_bytes) /
                         static_cast<double>(std::max<std::uint64_t>(1, upload_.total_bytes)));
    }
    ++upload_.next;
    send_next_picture();
}

void Dealings::submit() {
    upload_.media.clear();  // the pictures are there; ours need not be held through the wait
    net::Json body;
    body["document"] = net::text(upload_.document);
    for (const auto& [what, result] : upload_.found) body["found"][privacy::WipedString(what)] = net::text(result);
    for (const capture::Signal& signal : upload_.signals) {
        net::Json& one = body["signals"][privacy::WipedString(capture::name(signal.sign))];
        one["strength"] = signal.strength;
        one["confidence"] = signal.confidence;
    }
    net::Request request = capture_request(net::Method::Post, session_path("/submit"));
    request.content_type = "application/json";
    request.body = net::write(body);
    send(std::move(request), [this](const Result<net::Response>& answer) {
        polling_ = {delays::kFirstPoll, clock_.now() + delays::kVerifyLimit, 0, false};
        if (!answer && answer.error().code == ErrorCode::OutcomeUnknown) {
            polling_.submit_unclear = true;  // not repeated: the session's own state tells
            return poll_again(polling_.pause);
        }
        if (!answer) return finish(reply_for(answer.error()));
        // 409: an earlier submit, whose answer was lost, has arrived.
        if (answer->status != 202 && answer->status != 409)
            return finish(reply_for_status(profile_.capture_url, *answer));
        poll_again(polling_.pause);
    });
}

void Dealings::poll_again(std::chrono::milliseconds pause) {
    if (clock_.now() + pause > polling_.until) {
        return finish(
            reply_for({ErrorCode::TimedOut, net::host_port(profile_.capture_url).value_or("?") + ": no verdict"}));
    }
    wait(pause, [this](bool elapsed) {
        if (!elapsed) return finish(reply_for({ErrorCode::Cancelled, ""}));
        poll();
    });
}

void Dealings::poll() {
    send(capture_request(net::Method::Get, session_path("")), [this](const Result<net::Response>& answer) {
        polling_.pause = delays::slower(polling_.pause);
        if (!answer && answer.error().code == ErrorCode::Cancelled) return finish(reply_for(answer.error()));
        if (!answer) return poll_failed(reply_for(answer.error()), polling_.pause);
        const auto wait_s = net::asked_to_wait(*answer);
        if (wait_s && *wait_s <= delays::kLongestAskedWait) {
            return poll_failed(reply_for_status(profile_.capture_url, *answer),
                               std::max<std::chrono::milliseconds>(*wait_s, polling_.pause));
        }
        if (answer->status >= 500) return poll_failed(reply_for_status(profile_.capture_url, *answer), polling_.pause);
        if (answer->status != 200) return finish(reply_for_status(profile_.capture_url, *answer));
        polling_.failures = 0;
        poll_answered(*answer);
    });
}

void Dealings::poll_failed(const Reply& reply, std::chrono::milliseconds pause) {
    if (++polling_.failures >= delays::kPollFailures) return finish(reply);
    poll_again(pause);
}

void Dealings::poll_answered(const net::Response& answer) {
    const std::string where = net::host_port(profile_.capture_url).value_or("?");
    const auto json = net::parse_object(answer.body, where);
    if (!json) return poll_failed(reply_for(json.error()), polling_.pause);
    const auto status = net::text_of(*json, "status");
    if (status == "verified") return exchange_code(net::text_of(*json, "code").value_or(""));
    if (status == "refused") return finish(reply_with(Outcome::NotVerified, {ErrorCode::Refused, where + ": refused"}));
    if (status == "expired") return finish(reply_with(Outcome::Expired, {ErrorCode::Refused, where + ": expired"}));
    if (status == "open" && polling_.submit_unclear) {
        return finish(reply_for({ErrorCode::NotReachable, where + ": the pictures were not submitted"}));
    }
    if (status != "open" && status != "processing") return finish(reply_for({ErrorCode::Nonsense, where + ": status"}));
    if (upload_.progress) {
        const auto part = net::number_of(*json, "progress");
        upload_.progress(part ? std::clamp(*part, 0.0, 1.0) : -1.0);
    }
    poll_again(polling_.pause);
}

}  // namespace vestibule::identity

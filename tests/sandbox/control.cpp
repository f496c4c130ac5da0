// control - what a test may ask and do: codes delivered, faults, decisions on the phone, what arrived.
#include <algorithm>

#include "tests/sandbox/services.hpp"

namespace vestibule::sandbox {
namespace {

Json received_json(const Received& received) {
    Json sessions = Json::array();
    for (const auto& line : received.sessions) {
        Json media = Json::object();
        for (const auto& [kind, verdict] : line.media)
            media[kind] = {{"bytes", verdict.bytes}, {"verdict", verdict.reason}};
        sessions.push_back({{"provider", line.provider},
                            {"status", line.status},
                            {"consent_before_media", line.consent_before_media},
                            {"media", media},
                            {"signals", line.signals}});
    }
    return {{"sessions", sessions},
            {"shares", received.shares},
            {"consents", received.consents},
            {"deleted", received.deleted},
            {"revoked", received.revoked}};
}

Fault fault_from(const Json& body) {
    Fault fault;
    const auto kind = fault_kind_named(text_of(body, "kind"));
    const std::string service = text_of(body, "service");
    fault.service = service_named(service);
    if (!kind || (!fault.service && service != "all")) throw Refused{error_answer(400, "invalid_request")};
    fault.kind = *kind;
    fault.path = body.value("path", "");
    fault.seconds = body.value("seconds", fault.seconds);
    fault.status = body.value("status", fault.status);
    fault.times = body.value("times", fault.times);
    return fault;
}

using Route = std::function<Answer(const Call&)>;

httplib::Server::Handler plain(Route route) {
    return [route = std::move(route)](const httplib::Request& request, httplib::Response& response) {
        Answer answer;
        try {
            answer = route(Call{request});
        } catch (const Refused& refused) {
            answer = refused.answer;
        } catch (const Json::exception&) {
            answer = error_answer(400, "invalid_request");
        }
        response.status = answer.status;
        if (!answer.type.empty()) response.set_content(answer.body, answer.type);
    };
}

}  // namespace

void add_control(httplib::Server& server, World& world, std::function<void()> drop) {
    server.Get("/health", plain([](const Call&) { return json_answer(200, {{"status", "ok"}}); }));
    server.Get("/outbox", plain([&world](const Call&) {
                   const std::lock_guard lock(world.mutex);
                   return json_answer(200, world.outbox);
               }));
    server.Get("/received", plain([&world](const Call&) {
                   const std::lock_guard lock(world.mutex);
                   return json_answer(200, received_json(world.received));
               }));
    server.Get("/tokens", plain([&world](const Call&) {
                   const std::lock_guard lock(world.mutex);
                   Json tokens = Json::array();
                   for (const auto& [id, capture] : world.captures) tokens.push_back(capture.token);
                   for (const auto& [id, search] : world.searches) tokens.push_back(search.token);
                   return json_answer(200, tokens);
               }));
    server.Post("/faults", plain([&world, drop](const Call& call) {
                    Fault fault = fault_from(call.json());
                    const bool at_connecting = fault.kind == FaultKind::ExpiredCertificate;
                    world.faults.add(std::move(fault));
                    if (at_connecting) drop();  // so that the next request sees the certificate
                    return empty_answer(204);
                }));
    server.Delete("/faults", plain([&world](const Call&) {
                      world.faults.clear();
                      return empty_answer(204);
                  }));
    server.Post("/phone", plain([&world](const Call& call) {
                    const Json body = call.json();
                    const std::string decision = text_of(body, "decision");
                    if (decision != "verify" && decision != "decline") return error_answer(400, "invalid_request");
                    const std::lock_guard lock(world.mutex);
                    const bool decided = world.decide_phone(text_of(body, "user_code"), decision == "verify",
                                                            body.value("email", ""));
                    return decided ? empty_answer(204) : error_answer(404, "no_code");
                }));
    // What stands on a kiosk's screen for the patient's phone.
    server.Get("/codes", plain([&world](const Call&) {
                   const std::lock_guard lock(world.mutex);
                   Json codes = Json::array();
                   for (const auto& [device_code, grant] : world.grants)
                       if (grant.decision == Decision::Pending) codes.push_back(grant.user_code);
                   return json_answer(200, codes);
               }));
    server.Post("/portal", plain([&world](const Call& call) {
                    const Json body = call.json();
                    const std::string decision = text_of(body, "decision");
                    if (decision != "allow" && decision != "decline") return error_answer(400, "invalid_request");
                    const std::lock_guard lock(world.mutex);
                    const bool decided = world.decide_portal(text_of(body, "user_code"), decision == "allow");
                    return decided ? empty_answer(204) : error_answer(404, "no_code");
                }));
}

}  // namespace vestibule::sandbox

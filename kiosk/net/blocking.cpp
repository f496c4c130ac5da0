// blocking - waits for the one call that every request is answered with.
#include "kiosk/net/blocking.hpp"

#include <future>

namespace vestibule::net {

Result<Response> ask(Client& client, Request request) {
    auto answered = std::make_shared<std::promise<Result<Response>>>();
    auto answer = answered->get_future();
    client.send(std::move(request), [answered](Result<Response> came) { answered->set_value(std::move(came)); });
    return answer.get();
}

}  // namespace vestibule::net

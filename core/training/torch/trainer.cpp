// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/torch/trainer.h"

#include "core/engine/torch/torchcompat.h"
#include "core/engine/torch/torchguard.h"
#include "core/training/torch/modulestate.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace koma {
namespace {

constexpr std::uint64_t kNoiseStream = 17;
constexpr auto kChannelsLast = torch::MemoryFormat::ChannelsLast;

void addShare(LossValues &losses, const LossValues &ofPart, double share)
{
    for (const auto &[name, value] : ofPart)
        losses[name] += share * value;
}

tl::unexpected<Error> notANumber(const char *player, std::int64_t step)
{
    return fail(ErrorKind::NumericalFailure,
                std::string("The loss of the ") + player + " is not a number at step " +
                    std::to_string(step) + ". Train with a lower learning rate.");
}

} // namespace

Trainer::Setup Trainer::Setup::onCpu(int threads, int batchSize)
{
    const int lanes = std::clamp(threads, 1, batchSize);
    return {.lanes = lanes, .threadsEach = std::max(1, threads / lanes)};
}

Trainer::Trainer(const TrainingConfig &config, const Setup &setup)
    : m_config(config), m_device(setup.device), m_lanes(setup.lanes, setup.threadsEach)
{
}

Result<std::unique_ptr<Trainer>> Trainer::create(const TrainingConfig &config,
                                                 const GeneratorFactory &makeGenerator,
                                                 StyleMeasure measure, const Setup &setup)
{
    if (auto valid = validate(config); !valid)
        return fail(valid.error());
    return torchGuard([&]() -> Result<std::unique_ptr<Trainer>> {
        torch::manual_seed(config.seed);
        std::unique_ptr<Trainer> trainer(new Trainer(config, setup));
        if (auto made = trainer->makePlayers(makeGenerator); !made)
            return fail(made.error());
        TrainableGenerator &generator = *trainer->first().generator;
        trainer->m_config.bfloat16 = config.bfloat16 && generator.takesBFloat16();
        trainer->m_losses =
            std::make_unique<GameLosses>(trainer->m_config, std::move(measure),
                                         GameLosses::Setting{setup.device, generator.stridePx()});
        return trainer;
    });
}

Result<void> Trainer::makePlayers(const GeneratorFactory &makeGenerator)
{
    for (int lane = 0; lane < m_lanes.count(); ++lane) {
        auto players = Players::create(m_config, makeGenerator, m_device);
        if (!players)
            return fail(players.error());
        if (lane > 0)
            players->shareValuesOf(first());
        m_players.push_back(std::move(*players));
    }
    auto averaged = makeAverage(*first().generator, makeGenerator, m_device);
    if (!averaged)
        return fail(averaged.error());
    m_averaged = *averaged;
    m_averagedParameters = FlatParameters(m_averaged->parameters());
    const auto adam = [this](const FlatParameters &parameters, double rate) {
        return std::make_unique<torch::optim::Adam>(
            std::vector<torch::Tensor>{parameters.values()},
            torch::optim::AdamOptions(rate).betas(
                std::make_tuple(m_config.adamBeta1, m_config.adamBeta2)));
    };
    m_generatorOptimizer = adam(first().generatorParameters, m_config.generatorLearningRate);
    m_discriminatorOptimizer =
        adam(first().discriminatorParameters, m_config.discriminatorLearningRate);
    return {};
}

void Trainer::setLearningRates(const GameTurn &turn)
{
    double share = 1.0;
    if (turn.progress > m_config.decayFrom && m_config.decayFrom < 1.0) {
        const double late = (turn.progress - m_config.decayFrom) / (1.0 - m_config.decayFrom);
        share = std::max(0.1, 1.0 - 0.9 * late);
    }
    const auto set = [](torch::optim::Adam &optimizer, double rate) {
        for (auto &group : optimizer.param_groups())
            static_cast<torch::optim::AdamOptions &>(group.options()).lr(rate);
    };
    const bool warmingUp = turn.step < m_config.warmupSteps;
    set(*m_generatorOptimizer, m_rateScale * (warmingUp ? m_config.warmupLearningRate
                                                        : share * m_config.generatorLearningRate));
    set(*m_discriminatorOptimizer, m_rateScale * share * m_config.discriminatorLearningRate);
}

torch::Tensor Trainer::noisy(const torch::Tensor &photos, std::int64_t step) const
{
    if (m_config.photoNoise <= 0.0)
        return photos;
    auto generator = at::detail::createCPUGenerator(
        Random(m_config.seed, kNoiseStream, static_cast<std::uint64_t>(step)).next());
    const torch::Tensor noise = torch::randn(photos.sizes(), generator);
    const torch::Tensor amount =
        m_config.photoNoise * torch::rand({photos.size(0), 1, 1, 1}, generator);
    return (photos + (amount * noise).to(m_device)).contiguous(kChannelsLast);
}

std::vector<Trainer::Part> Trainer::partsOf(const TrainingBatch &batch, const GameTurn &turn) const
{
    const torch::Tensor noisyPhotos = noisy(batch.photos, turn.step);
    const std::int64_t count = batch.photos.size(0);
    const std::int64_t wanted = std::int64_t{m_parts} * m_lanes.count();
    const std::int64_t most = (count + wanted - 1) / wanted;
    std::vector<Part> parts;
    for (std::int64_t from = 0; from < count; from += most) {
        const std::int64_t some = std::min(most, count - from);
        const auto part = [&](const torch::Tensor &all) { return all.narrow(0, from, some); };
        const GameTurn turnOfPart{turn.step, turn.progress, parts.size(), from, count};
        parts.push_back({{part(batch.photos), part(batch.drawings), part(batch.tonalRange),
                          batch.guide.defined() ? m_losses->guideOf(batch.guide, turnOfPart, some)
                                                : torch::Tensor()},
                         part(noisyPhotos),
                         turnOfPart,
                         static_cast<double>(some) / static_cast<double>(count),
                         {},
                         {}});
    }
    return parts;
}

void Trainer::draw(const Players &players, Part &part) const
{
    const torchcompat::AutocastScope autocast(m_device.type(), m_config.bfloat16);
    auto [whole, features] =
        players.generator->drawWithFeatures(part.noisyPhotos, m_losses->place(part.turn.step));
    part.fake = m_losses->inner(whole);
    part.features = std::move(features);
}

LossValues Trainer::sideBySide(std::vector<Part> &parts,
                               const std::function<void(Players &, Part &, LossValues &)> &play)
{
    std::vector<LossValues> ofParts(parts.size());
    m_lanes.run([&](int lane) {
        const auto lanes = static_cast<std::size_t>(m_lanes.count());
        for (auto i = static_cast<std::size_t>(lane); i < parts.size(); i += lanes)
            play(m_players[static_cast<std::size_t>(lane)], parts[i], ofParts[i]);
    });
    LossValues losses;
    for (std::size_t i = 0; i < parts.size(); ++i)
        addShare(losses, ofParts[i], parts[i].share);
    return losses;
}

Result<void> Trainer::playDiscriminators(std::vector<Part> &parts, LossValues &losses)
{
    for (Players &players : m_players) {
        players.setDiscriminatorsTrainable(true);
        players.discriminatorParameters.clearGradients();
    }
    const LossValues paid =
        sideBySide(parts, [this](Players &players, Part &part, LossValues &values) {
            const torch::Tensor loss =
                m_losses->discriminators(players, part.batch, part.fake, part.turn, values);
            (part.share * loss).backward();
        });
    losses.insert(paid.begin(), paid.end());
    FlatParameters &parameters = first().discriminatorParameters;
    for (std::size_t lane = 1; lane < m_players.size(); ++lane)
        parameters.addGradientsOf(m_players[lane].discriminatorParameters);
    if (!std::isfinite(losses["discriminator"]) || !parameters.hasFiniteGradients())
        return notANumber("discriminators", parts.front().turn.step);
    m_discriminatorOptimizer->step();
    return {};
}

Result<void> Trainer::playGenerator(std::vector<Part> &parts, LossValues &losses)
{
    const bool warmingUp = parts.front().turn.step < m_config.warmupSteps;
    for (Players &players : m_players) {
        players.setDiscriminatorsTrainable(false);
        players.generatorParameters.clearGradients();
    }
    const bool drawAgain = !holdsGraphs(parts);
    const LossValues paid =
        sideBySide(parts, [&](Players &players, Part &part, LossValues &values) {
            if (drawAgain)
                draw(players, part);
            torch::Tensor loss;
            if (warmingUp) {
                loss = m_losses->guide(part.batch, part.fake, part.turn);
                values["guide"] = loss.item<double>();
            } else {
                loss = m_losses->generator(players, part.batch, part.fake, part.features, part.turn,
                                           values);
            }
            (part.share * loss).backward();
            part.fake = torch::Tensor();
            part.features = {};
        });
    losses.insert(paid.begin(), paid.end());
    FlatParameters &parameters = first().generatorParameters;
    for (std::size_t lane = 1; lane < m_players.size(); ++lane)
        parameters.addGradientsOf(m_players[lane].generatorParameters);
    if (!std::isfinite(losses[warmingUp ? "guide" : "generator"]) ||
        !parameters.hasFiniteGradients())
        return notANumber("generator", parts.front().turn.step);
    m_generatorOptimizer->step();
    return {};
}

void Trainer::shareStatistics()
{
    const torch::NoGradGuard noGrad;
    for (std::size_t lane = 1; lane < m_players.size(); ++lane) {
        const auto own = m_players[lane].generator->named_buffers();
        for (const auto &item : first().generator->named_buffers())
            own[item.key()].detach().copy_(item.value());
    }
}

void Trainer::averageStatistics()
{
    const torch::NoGradGuard noGrad;
    const auto lanes = static_cast<double>(m_players.size());
    for (auto &item : first().generator->named_buffers()) {
        for (std::size_t lane = 1; lane < m_players.size(); ++lane)
            item.value().add_(m_players[lane].generator->named_buffers()[item.key()]);
        item.value().div_(lanes);
    }
    shareStatistics();
}

void Trainer::updateAverage(std::int64_t step)
{
    const torch::NoGradGuard noGrad;
    const auto seen = static_cast<double>(step + 1);
    const double keep = std::min(m_config.emaDecay, seen / (seen + 10.0));
    const auto follow = [keep](torch::Tensor average, const torch::Tensor &now) {
        average.mul_(keep).add_(now, 1.0 - keep);
    };
    // The heads, which nobody averages, come after the generator's own.
    const torch::Tensor averages = m_averagedParameters.values().detach();
    follow(averages, first().generatorParameters.values().detach().narrow(0, 0, averages.numel()));
    const auto buffers = first().generator->named_buffers();
    for (const auto &item : m_averaged->named_buffers())
        follow(item.value(), buffers[item.key()]);
}

bool Trainer::holdsGraphs(const std::vector<Part> &parts) const
{
    // One part a lane: its graph waits for the generator's turn. Of several, one at a time is held.
    return static_cast<int>(parts.size()) <= m_lanes.count();
}

Result<LossValues> Trainer::step(const TrainingBatch &given, std::int64_t step, double progress)
{
    return torchGuard([&]() -> Result<LossValues> {
        const TrainingBatch batch{
            given.photos.to(m_device), given.drawings.to(m_device), given.tonalRange.to(m_device),
            given.guide.defined() ? given.guide.to(m_device) : torch::Tensor()};
        const GameTurn turn{.step = step, .progress = progress};
        setLearningRates(turn);
        std::vector<Part> parts = partsOf(batch, turn);
        sideBySide(parts, [&](Players &players, Part &part, LossValues &) {
            const torch::AutoGradMode withGraph(holdsGraphs(parts));
            draw(players, part);
        });
        LossValues losses;
        // The discriminators join halfway through the warm-up, so that they know drawings when the
        // game begins.
        if (2 * step >= m_config.warmupSteps) {
            if (auto played = playDiscriminators(parts, losses); !played)
                return fail(played.error());
        }
        if (auto played = playGenerator(parts, losses); !played)
            return fail(played.error());
        averageStatistics();
        updateAverage(step);
        return losses;
    });
}

void Trainer::addGuide(TrainingBatch &batch, std::int64_t step) const
{
    m_losses->addGuide(batch, step);
}

void Trainer::scaleLearningRates(double factor)
{
    m_rateScale *= factor;
}

double Trainer::learningRate() const
{
    return static_cast<const torch::optim::AdamOptions &>(
               m_generatorOptimizer->param_groups().front().options())
        .lr();
}

std::map<std::string, torch::Tensor> Trainer::state() const
{
    std::map<std::string, torch::Tensor> all;
    addModuleState(all, "generator.", *first().generator);
    addModuleState(all, "averaged.", *m_averaged);
    addModuleState(all, "heads.", *first().heads);
    for (const DiscriminatorView &view : first().views)
        addModuleState(all, "discriminator." + view.name + ".", *view.discriminator);
    all["optimizer.generator"] = optimizerState(*m_generatorOptimizer);
    all["optimizer.discriminator"] = optimizerState(*m_discriminatorOptimizer);
    return all;
}

std::map<std::string, torch::Tensor> Trainer::players() const
{
    std::map<std::string, torch::Tensor> all;
    addModuleState(all, "averaged.", *m_averaged);
    addModuleState(all, "heads.", *first().heads);
    for (const DiscriminatorView &view : first().views)
        addModuleState(all, "discriminator." + view.name + ".", *view.discriminator);
    for (auto &[name, tensor] : all)
        tensor = tensor.to(torch::kFloat16);
    return all;
}

Result<void> Trainer::startFrom(const std::map<std::string, torch::Tensor> &state)
{
    return torchGuard([&]() -> Result<void> {
        if (auto taken = takeModuleState(state, "averaged.", *first().generator); !taken)
            return taken;
        copyModuleState(*first().generator, *m_averaged);
        shareStatistics();
        // Discriminators and heads of other shapes start from nothing, as they would without.
        static_cast<void>(takeModuleState(state, "heads.", *first().heads));
        for (const DiscriminatorView &view : first().views)
            static_cast<void>(
                takeModuleState(state, "discriminator." + view.name + ".", *view.discriminator));
        return {};
    });
}

Result<void> Trainer::restore(const std::map<std::string, torch::Tensor> &state)
{
    return torchGuard([&]() -> Result<void> {
        std::vector<std::pair<std::string, torch::nn::Module *>> modules{
            {"generator.", first().generator.get()},
            {"averaged.", m_averaged.get()},
            {"heads.", first().heads.get()}};
        for (const DiscriminatorView &view : first().views)
            modules.emplace_back("discriminator." + view.name + ".", view.discriminator.get());
        for (const auto &[prefix, module] : modules) {
            if (auto restored = restoreModuleState(state, prefix, *module); !restored)
                return restored;
        }
        shareStatistics();
        if (auto restored = restoreOptimizer(state, "optimizer.generator", *m_generatorOptimizer);
            !restored)
            return restored;
        return restoreOptimizer(state, "optimizer.discriminator", *m_discriminatorOptimizer);
    });
}

} // namespace koma

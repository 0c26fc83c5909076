// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/torch/trainer.h"

#include "core/engine/torch/torchcompat.h"
#include "core/engine/torch/torchguard.h"
#include "core/imaging/hatchfield.h"
#include "core/training/torch/losses.h"
#include "core/training/torch/modulestate.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace koma {
namespace {

constexpr std::uint64_t kPatchStream = 11;
constexpr std::uint64_t kSmoothingStream = 12;
constexpr std::uint64_t kRealAugmentStream = 13;
constexpr std::uint64_t kFakeAugmentStream = 14;
constexpr std::uint64_t kNegativeAugmentStream = 15;
constexpr std::uint64_t kGeneratorAugmentStream = 16;
constexpr std::uint64_t kNoiseStream = 17;
constexpr std::uint64_t kPlaceStream = 18;
constexpr auto kChannelsLast = torch::MemoryFormat::ChannelsLast;

void toChannelsLast(torch::nn::Module &module)
{
    for (torch::Tensor &parameter : module.parameters()) {
        if (parameter.dim() == 4)
            parameter.set_data(parameter.contiguous(kChannelsLast));
    }
}

void setTrainable(torch::nn::Module &module, bool trainable)
{
    for (torch::Tensor &parameter : module.parameters())
        parameter.set_requires_grad(trainable);
}

void addShare(std::map<std::string, double> &losses, const std::map<std::string, double> &ofPart,
              double share)
{
    for (const auto &[name, value] : ofPart)
        losses[name] += share * value;
}

/// One sum over all gradients: it is no number if any of them is none.
bool hasFiniteGradients(const torch::optim::Optimizer &optimizer)
{
    const torch::NoGradGuard noGrad;
    std::vector<torch::Tensor> sums;
    for (const auto &group : optimizer.param_groups()) {
        for (const torch::Tensor &parameter : group.params()) {
            if (parameter.grad().defined())
                sums.push_back(parameter.grad().abs().sum());
        }
    }
    return sums.empty() || std::isfinite(torch::stack(sums).sum().item<double>());
}

tl::unexpected<Error> notANumber(const char *player, std::int64_t step)
{
    return fail(ErrorKind::NumericalFailure,
                std::string("The loss of the ") + player + " is not a number at step " +
                    std::to_string(step) + ". Train with a lower learning rate.");
}

} // namespace

Trainer::Trainer(const TrainingConfig &config, StyleMeasure measure, torch::Device device)
    : m_config(config), m_device(device), m_guide(config, std::move(measure))
{
    m_augment.contrastMin = config.augmentContrastMin;
    m_augment.contrastMax = config.augmentContrastMax;
    m_augment.brightness = config.augmentBrightness;
    m_augment.shift = config.augmentShift;
    m_augment.cutout = config.augmentCutout;
}

Result<std::unique_ptr<Trainer>> Trainer::create(const TrainingConfig &config,
                                                 const GeneratorFactory &makeGenerator,
                                                 StyleMeasure measure, torch::Device device)
{
    if (auto valid = validate(config); !valid)
        return fail(valid.error());
    return torchGuard([&]() -> Result<std::unique_ptr<Trainer>> {
        torch::manual_seed(config.seed);
        std::unique_ptr<Trainer> trainer(new Trainer(config, std::move(measure), device));
        auto generator = makeGenerator();
        auto averaged = generator ? makeGenerator() : generator;
        if (!averaged)
            return fail(averaged.error());
        trainer->m_generator = *generator;
        trainer->m_averaged = *averaged;
        trainer->buildPlayers();
        return trainer;
    });
}

void Trainer::buildPlayers()
{
    const int channels = m_config.greyStyle ? 1 : 3;
    if (!m_config.greyStyle)
        m_views.push_back({"colour", false, false, true, m_config.colourViewWeight, nullptr});
    m_views.push_back({"luma", true, false, true, m_config.lumaViewWeight, nullptr});
    m_views.push_back({"half", true, true, false, m_config.halfViewWeight, nullptr});
    std::vector<torch::Tensor> discriminatorParameters;
    for (View &view : m_views) {
        view.discriminator = std::make_shared<PatchDiscriminator>(view.lumaOnly ? 1 : channels,
                                                                  m_config.discriminatorWidth);
        toChannelsLast(*view.discriminator);
        view.discriminator->to(m_device);
        for (const torch::Tensor &parameter : view.discriminator->parameters())
            discriminatorParameters.push_back(parameter);
    }
    m_heads = std::make_shared<ContrastHeads>(m_generator->featureChannels());
    m_heads->to(m_device);
    for (const auto &generator : {m_generator, m_averaged}) {
        toChannelsLast(*generator);
        generator->to(m_device);
    }
    copyModuleState(*m_generator, *m_averaged);
    setTrainable(*m_averaged, false);
    m_averaged->eval();
    m_generator->train();
    std::vector<torch::Tensor> generatorParameters = m_generator->parameters();
    for (const torch::Tensor &parameter : m_heads->parameters())
        generatorParameters.push_back(parameter);
    const auto betas = std::make_tuple(m_config.adamBeta1, m_config.adamBeta2);
    m_generatorOptimizer = std::make_unique<torch::optim::Adam>(
        generatorParameters,
        torch::optim::AdamOptions(m_config.generatorLearningRate).betas(betas));
    m_discriminatorOptimizer = std::make_unique<torch::optim::Adam>(
        discriminatorParameters,
        torch::optim::AdamOptions(m_config.discriminatorLearningRate).betas(betas));
    m_autocast = m_config.bfloat16;
}

void Trainer::setLearningRates(std::int64_t step, double progress)
{
    double share = 1.0;
    if (progress > m_config.decayFrom && m_config.decayFrom < 1.0) {
        const double late = (progress - m_config.decayFrom) / (1.0 - m_config.decayFrom);
        share = std::max(0.1, 1.0 - 0.9 * late);
    }
    const auto set = [](torch::optim::Adam &optimizer, double rate) {
        for (auto &group : optimizer.param_groups())
            static_cast<torch::optim::AdamOptions &>(group.options()).lr(rate);
    };
    const bool warmingUp = step < m_config.warmupSteps;
    set(*m_generatorOptimizer, m_rateScale * (warmingUp ? m_config.warmupLearningRate
                                                        : share * m_config.generatorLearningRate));
    set(*m_discriminatorOptimizer, m_rateScale * share * m_config.discriminatorLearningRate);
}

torch::Tensor Trainer::inner(const torch::Tensor &withContext) const
{
    return withContext.narrow(2, m_config.contextPx, m_config.cropPx)
        .narrow(3, m_config.contextPx, m_config.cropPx);
}

torch::Tensor Trainer::seenBy(const View &view, const torch::Tensor &pictures) const
{
    // As ink, paper is 0: zero padding is paper, and what matters stands out from nothing.
    const torch::Tensor seen = 1.0 - (view.lumaOnly ? losses::luma(pictures) : pictures);
    return view.halfSize ? torch::avg_pool2d(seen, 2) : seen;
}

torch::Tensor Trainer::stretchedLuma(const TrainingBatch &batch) const
{
    const torch::NoGradGuard noGrad;
    const torch::Tensor darkest = batch.tonalRange.narrow(1, 0, 1).view({-1, 1, 1, 1});
    const torch::Tensor lightest = batch.tonalRange.narrow(1, 1, 1).view({-1, 1, 1, 1});
    const torch::Tensor luma = (losses::luma(batch.photos) + 1.0) / 2.0;
    return ((luma - darkest) / (lightest - darkest)).clamp(0.0, 1.0);
}

torch::Tensor Trainer::toneTarget(const TrainingBatch &batch) const
{
    const torch::NoGradGuard noGrad;
    const torch::Tensor lowPass = losses::gaussianBlur(torch::avg_pool2d(stretchedLuma(batch), 2),
                                                       m_config.toneSigmaPx / 2.0);
    const std::int64_t margin = m_config.contextPx / 2;
    const std::int64_t side = m_config.cropPx / 2;
    return m_guide.tones().apply(lowPass.narrow(2, margin, side).narrow(3, margin, side)) * 2.0 -
           1.0;
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

Random Trainer::randomOf(std::uint64_t stream, const Turn &turn) const
{
    constexpr std::uint64_t kStreams = 100; // beyond them lie those of the other parts
    return Random(m_config.seed, stream + kStreams * turn.part,
                  static_cast<std::uint64_t>(turn.step));
}

torch::Tensor Trainer::discriminatorLoss(const TrainingBatch &batch, const torch::Tensor &fake,
                                         const Turn &turn, Losses &losses)
{
    Random smoothing = randomOf(kSmoothingStream, turn);
    Random realRandom = randomOf(kRealAugmentStream, turn);
    Random fakeRandom = randomOf(kFakeAugmentStream, turn);
    Random negativeRandom = randomOf(kNegativeAugmentStream, turn);
    const auto augmented = [this](const torch::Tensor &pictures, Random &random) {
        return m_config.diffAugment ? m_augment.apply(pictures, random) : pictures;
    };
    const std::int64_t count = batch.drawings.size(0);
    torch::Tensor drawings = augmented(batch.drawings, realRandom).detach();
    const bool penalised = m_config.gradientPenaltyWeight > 0.0;
    if (penalised)
        drawings.requires_grad_(true);
    std::vector<torch::Tensor> parts{drawings, augmented(fake.detach(), fakeRandom)};
    const torch::Tensor smoothed =
        losses::gaussianBlur(batch.drawings, smoothing.uniform(0.8, 1.6));
    parts.push_back(augmented(smoothed, negativeRandom));
    if (m_config.photoNegativesWeight > 0.0) {
        const torch::Tensor photos = inner(batch.photos);
        parts.push_back(
            augmented(m_config.greyStyle ? losses::luma(photos) : photos, negativeRandom));
    }
    const torch::Tensor all = torch::cat(parts).contiguous(kChannelsLast);
    torch::Tensor total = torch::zeros({}, all.options());
    for (const View &view : m_views) {
        torch::Tensor scores;
        {
            const torchcompat::AutocastScope autocast(m_device.type(), m_autocast && !penalised);
            scores = view.discriminator->forward(seenBy(view, all));
        }
        const torch::Tensor onReal = scores.narrow(0, 0, count);
        const torch::Tensor onFake = scores.narrow(0, count, count);
        torch::Tensor loss = losses::discriminatorOnReal(m_config.objective, onReal) +
                             losses::discriminatorOnFake(m_config.objective, onFake);
        if (view.seesSmoothedNegatives && m_config.smoothedNegativesWeight > 0.0)
            loss = loss + m_config.smoothedNegativesWeight *
                              losses::discriminatorOnFake(m_config.objective,
                                                          scores.narrow(0, 2 * count, count));
        if (m_config.photoNegativesWeight > 0.0)
            loss = loss + m_config.photoNegativesWeight *
                              losses::discriminatorOnFake(m_config.objective,
                                                          scores.narrow(0, 3 * count, count));
        if (penalised)
            loss = loss + m_config.gradientPenaltyWeight * losses::r1Penalty(onReal, drawings);
        total = total + loss;
        losses["real." + view.name] = onReal.mean().item<double>();
        losses["fake." + view.name] = onFake.mean().item<double>();
    }
    losses["discriminator"] = total.item<double>();
    return total;
}

torch::Tensor Trainer::contentLoss(const torch::Tensor &fake, const EncoderFeatures &photoFeatures,
                                   std::int64_t step)
{
    EncoderFeatures drawn;
    {
        const torchcompat::AutocastScope autocast(m_device.type(), m_autocast);
        drawn = m_generator->encode(fake.expand({-1, 3, -1, -1}).contiguous(kChannelsLast));
    }
    Random random(m_config.seed, kPatchStream, static_cast<std::uint64_t>(step));
    const std::vector<int> strides = m_generator->featureStrides();
    torch::Tensor total = torch::zeros({}, fake.options());
    for (std::size_t map = 0; map < drawn.maps.size(); ++map) {
        const torch::Tensor &queries = drawn.maps[map];
        const torch::Tensor &keys = photoFeatures.maps[map];
        // Zero padding shows at the very border of the crop: patches keep off it.
        const std::int64_t margin = strides[map] >= 8 ? 1 : 2;
        const std::int64_t rows = queries.size(2) - 2 * margin;
        const std::int64_t columns = queries.size(3) - 2 * margin;
        const std::int64_t shift = m_config.contextPx / strides[map];
        std::vector<std::int64_t> queryIndex;
        std::vector<std::int64_t> keyIndex;
        for (int i = 0; i < m_config.contentPatches; ++i) {
            const std::int64_t y = random.below(rows) + margin;
            const std::int64_t x = random.below(columns) + margin;
            queryIndex.push_back(y * queries.size(3) + x);
            keyIndex.push_back((y + shift) * keys.size(3) + x + shift);
        }
        const auto picked = [&](const torch::Tensor &features,
                                const std::vector<std::int64_t> &index) {
            const torch::Tensor positions = torch::tensor(index, torch::kInt64).to(m_device);
            return features.flatten(2)
                .index_select(2, positions)
                .to(torch::kFloat32)
                .transpose(1, 2);
        };
        total = total + losses::patchNce(m_heads->project(map, picked(queries, queryIndex)),
                                         m_heads->project(map, picked(keys.detach(), keyIndex)),
                                         m_config.contentTemperature);
    }
    return total / static_cast<double>(drawn.maps.size());
}

torch::Tensor Trainer::generatorLoss(const TrainingBatch &batch, const torch::Tensor &fake,
                                     const EncoderFeatures &photoFeatures, const Turn &turn,
                                     double progress, Losses &losses)
{
    Random random = randomOf(kGeneratorAugmentStream, turn);
    const torch::Tensor shown = m_config.diffAugment ? m_augment.apply(fake, random) : fake;
    torch::Tensor adversarial = torch::zeros({}, fake.options());
    for (const View &view : m_views) {
        const torchcompat::AutocastScope autocast(m_device.type(), m_autocast);
        const torch::Tensor scores = view.discriminator->forward(seenBy(view, shown));
        adversarial =
            adversarial + view.weight * losses::generatorOnFake(m_config.objective, scores);
    }
    losses["adversarial"] = adversarial.item<double>();
    torch::Tensor total = m_config.adversarialWeight * adversarial;
    const auto add = [&](const char *name, double weight, const torch::Tensor &loss) {
        losses[name] = loss.item<double>();
        total = total + weight * loss;
    };
    const double guideWeight =
        m_config.guideWeight + progress * (m_config.guideWeightEnd - m_config.guideWeight);
    // A guide takes nearly as long as the rest of a step, and half of the pictures hold the game.
    const std::int64_t guided = (fake.size(0) + 1) / 2;
    if (m_config.guide != Guide::Photo && guideWeight > 0.0)
        add("guide", guideWeight, guideLoss(batch, fake, turn.step, guided));
    const double contentWeight =
        m_config.contentWeight + progress * (m_config.contentWeightEnd - m_config.contentWeight);
    if (contentWeight > 0.0)
        add("content", contentWeight, contentLoss(fake, photoFeatures, turn.step));
    if (m_config.toneWeight > 0.0)
        add("tone", m_config.toneWeight,
            losses::tone(fake, toneTarget(batch), m_config.toneSigmaPx));
    const torch::Tensor photo = inner(batch.photos);
    if (m_config.structureWeight > 0.0)
        add("structure", m_config.structureWeight,
            losses::structure(fake, photo,
                              {m_config.structureDetailPx, m_config.structureWindowPx}));
    if (m_config.inkWeight > 0.0)
        add("ink", m_config.inkWeight, losses::undecided(fake));
    if (m_config.chromaWeight > 0.0 && !m_config.greyStyle)
        add("chroma", m_config.chromaWeight, losses::chroma(fake, photo));
    losses["generator"] = total.item<double>();
    return total;
}

torch::Tensor Trainer::guideLoss(const TrainingBatch &batch, const torch::Tensor &fake,
                                 std::int64_t step, std::int64_t count) const
{
    const auto first = [count](const torch::Tensor &all) { return all.narrow(0, 0, count); };
    const torch::Tensor guide = m_guide.draw(first(batch.photos), first(stretchedLuma(batch)),
                                             first(batch.tonalRange), place(step));
    return (first(fake) - inner(guide)).abs().mean();
}

PassContext Trainer::place(std::int64_t step) const
{
    Random random(m_config.seed, kPlaceStream, static_cast<std::uint64_t>(step));
    const std::int64_t stride = m_generator->stridePx();
    return {stride * random.below(kHatchPeriodPx / stride),
            stride * random.below(kHatchPeriodPx / stride),
            {}};
}

void Trainer::updateAverage(std::int64_t step)
{
    const torch::NoGradGuard noGrad;
    const auto seen = static_cast<double>(step + 1);
    const double keep = std::min(m_config.emaDecay, seen / (seen + 10.0));
    auto averaged = moduleState(*m_averaged);
    for (const auto &[name, tensor] : moduleState(*m_generator))
        averaged.at(name).mul_(keep).add_(tensor, 1.0 - keep);
}

std::vector<Trainer::Part> Trainer::partsOf(const TrainingBatch &batch, std::int64_t step) const
{
    const torch::Tensor noisyPhotos = noisy(batch.photos, step);
    const std::int64_t count = batch.photos.size(0);
    const std::int64_t most = (count + m_parts - 1) / m_parts;
    std::vector<Part> parts;
    for (std::int64_t from = 0; from < count; from += most) {
        const std::int64_t some = std::min(most, count - from);
        const auto part = [&](const torch::Tensor &all) { return all.narrow(0, from, some); };
        parts.push_back({{part(batch.photos), part(batch.drawings), part(batch.tonalRange)},
                         part(noisyPhotos),
                         {step, static_cast<std::uint64_t>(parts.size())},
                         static_cast<double>(some) / static_cast<double>(count)});
    }
    return parts;
}

Trainer::Drawn Trainer::draw(const Part &part)
{
    const torchcompat::AutocastScope autocast(m_device.type(), m_autocast);
    auto [whole, features] = m_generator->drawWithFeatures(part.noisyPhotos, place(part.turn.step));
    return {inner(whole), std::move(features)};
}

Result<void> Trainer::playDiscriminators(const std::vector<Part> &parts,
                                         const std::vector<Drawn> &drawn, Losses &losses)
{
    for (const View &view : m_views)
        setTrainable(*view.discriminator, true);
    m_discriminatorOptimizer->zero_grad();
    for (std::size_t i = 0; i < parts.size(); ++i) {
        Losses ofPart;
        const torch::Tensor judged =
            discriminatorLoss(parts[i].batch, drawn[i].fake, parts[i].turn, ofPart);
        (parts[i].share * judged).backward();
        addShare(losses, ofPart, parts[i].share);
    }
    if (!std::isfinite(losses["discriminator"]) || !hasFiniteGradients(*m_discriminatorOptimizer))
        return notANumber("discriminators", parts.front().turn.step);
    m_discriminatorOptimizer->step();
    return {};
}

Result<void> Trainer::playGenerator(const std::vector<Part> &parts, std::vector<Drawn> drawn,
                                    double progress, Losses &losses)
{
    for (const View &view : m_views)
        setTrainable(*view.discriminator, false);
    const std::int64_t step = parts.front().turn.step;
    m_generatorOptimizer->zero_grad();
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const Drawn now = parts.size() == 1 ? std::move(drawn[i]) : draw(parts[i]);
        Losses ofPart;
        torch::Tensor loss;
        if (step < m_config.warmupSteps) {
            loss = guideLoss(parts[i].batch, now.fake, step, now.fake.size(0));
            ofPart["guide"] = loss.item<double>();
        } else {
            loss = generatorLoss(parts[i].batch, now.fake, now.features, parts[i].turn, progress,
                                 ofPart);
        }
        (parts[i].share * loss).backward();
        addShare(losses, ofPart, parts[i].share);
    }
    const char *total = step < m_config.warmupSteps ? "guide" : "generator";
    if (!std::isfinite(losses[total]) || !hasFiniteGradients(*m_generatorOptimizer))
        return notANumber("generator", step);
    m_generatorOptimizer->step();
    return {};
}

Result<Trainer::Losses> Trainer::step(const TrainingBatch &given, std::int64_t step,
                                      double progress)
{
    return torchGuard([&]() -> Result<Losses> {
        const TrainingBatch batch{given.photos.to(m_device), given.drawings.to(m_device),
                                  given.tonalRange.to(m_device)};
        setLearningRates(step, progress);
        const std::vector<Part> parts = partsOf(batch, step);
        std::vector<Drawn> drawn;
        for (const Part &part : parts) {
            // In parts, only one graph is held at a time: the generator's turn draws again.
            const torch::AutoGradMode withGraph(parts.size() == 1);
            drawn.push_back(draw(part));
        }
        Losses losses;
        // The discriminators join halfway through the warm-up, so that they know drawings when the
        // game begins.
        if (2 * step >= m_config.warmupSteps) {
            if (auto played = playDiscriminators(parts, drawn, losses); !played)
                return fail(played.error());
        }
        if (auto played = playGenerator(parts, std::move(drawn), progress, losses); !played)
            return fail(played.error());
        updateAverage(step);
        return losses;
    });
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
    addModuleState(all, "generator.", *m_generator);
    addModuleState(all, "averaged.", *m_averaged);
    addModuleState(all, "heads.", *m_heads);
    for (const View &view : m_views)
        addModuleState(all, "discriminator." + view.name + ".", *view.discriminator);
    all["optimizer.generator"] = optimizerState(*m_generatorOptimizer);
    all["optimizer.discriminator"] = optimizerState(*m_discriminatorOptimizer);
    return all;
}

std::map<std::string, torch::Tensor> Trainer::players() const
{
    std::map<std::string, torch::Tensor> all;
    addModuleState(all, "averaged.", *m_averaged);
    addModuleState(all, "heads.", *m_heads);
    for (const View &view : m_views)
        addModuleState(all, "discriminator." + view.name + ".", *view.discriminator);
    for (auto &[name, tensor] : all)
        tensor = tensor.to(torch::kFloat16);
    return all;
}

Result<void> Trainer::startFrom(const std::map<std::string, torch::Tensor> &state)
{
    return torchGuard([&]() -> Result<void> {
        if (auto taken = takeModuleState(state, "averaged.", *m_generator); !taken)
            return taken;
        copyModuleState(*m_generator, *m_averaged);
        // Discriminators and heads of other shapes start from nothing, as they would without.
        static_cast<void>(takeModuleState(state, "heads.", *m_heads));
        for (const View &view : m_views)
            static_cast<void>(
                takeModuleState(state, "discriminator." + view.name + ".", *view.discriminator));
        return {};
    });
}

Result<void> Trainer::restore(const std::map<std::string, torch::Tensor> &state)
{
    return torchGuard([&]() -> Result<void> {
        std::vector<std::pair<std::string, torch::nn::Module *>> modules{
            {"generator.", m_generator.get()},
            {"averaged.", m_averaged.get()},
            {"heads.", m_heads.get()}};
        for (const View &view : m_views)
            modules.emplace_back("discriminator." + view.name + ".", view.discriminator.get());
        for (const auto &[prefix, module] : modules) {
            if (auto restored = restoreModuleState(state, prefix, *module); !restored)
                return restored;
        }
        if (auto restored = restoreOptimizer(state, "optimizer.generator", *m_generatorOptimizer);
            !restored)
            return restored;
        return restoreOptimizer(state, "optimizer.discriminator", *m_discriminatorOptimizer);
    });
}

} // namespace koma

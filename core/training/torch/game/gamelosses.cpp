// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/torch/game/gamelosses.h"

#include "core/engine/torch/torchcompat.h"
#include "core/imaging/hatchfield.h"
#include "core/training/torch/losses.h"

#include <algorithm>
#include <utility>

namespace koma {
namespace {

constexpr std::uint64_t kPatchStream = 11;
constexpr std::uint64_t kSmoothingStream = 12;
constexpr std::uint64_t kRealAugmentStream = 13;
constexpr std::uint64_t kFakeAugmentStream = 14;
constexpr std::uint64_t kNegativeAugmentStream = 15;
constexpr std::uint64_t kGeneratorAugmentStream = 16;
constexpr std::uint64_t kPlaceStream = 18;
constexpr auto kChannelsLast = torch::MemoryFormat::ChannelsLast;

} // namespace

GameLosses::GameLosses(const TrainingConfig &config, StyleMeasure measure, const Setting &setting)
    : m_config(config),
      m_device(setting.device),
      m_stridePx(setting.stridePx),
      m_guide(config, std::move(measure))
{
    m_augment.contrastMin = config.augmentContrastMin;
    m_augment.contrastMax = config.augmentContrastMax;
    m_augment.brightness = config.augmentBrightness;
    m_augment.shift = config.augmentShift;
    m_augment.cutout = config.augmentCutout;
}

torch::Tensor GameLosses::inner(const torch::Tensor &withContext) const
{
    return withContext.narrow(2, m_config.contextPx, m_config.cropPx)
        .narrow(3, m_config.contextPx, m_config.cropPx);
}

torch::Tensor GameLosses::stretchedLuma(const TrainingBatch &batch) const
{
    const torch::NoGradGuard noGrad;
    const torch::Tensor darkest = batch.tonalRange.narrow(1, 0, 1).view({-1, 1, 1, 1});
    const torch::Tensor lightest = batch.tonalRange.narrow(1, 1, 1).view({-1, 1, 1, 1});
    const torch::Tensor luma = (losses::luma(batch.photos) + 1.0) / 2.0;
    return ((luma - darkest) / (lightest - darkest)).clamp(0.0, 1.0);
}

torch::Tensor GameLosses::toneTarget(const TrainingBatch &batch) const
{
    const torch::NoGradGuard noGrad;
    const torch::Tensor lowPass = losses::gaussianBlur(torch::avg_pool2d(stretchedLuma(batch), 2),
                                                       m_config.toneSigmaPx / 2.0);
    const std::int64_t margin = m_config.contextPx / 2;
    const std::int64_t side = m_config.cropPx / 2;
    return m_guide.tones().apply(lowPass.narrow(2, margin, side).narrow(3, margin, side)) * 2.0 -
           1.0;
}

Random GameLosses::randomOf(std::uint64_t stream, const GameTurn &turn) const
{
    constexpr std::uint64_t kStreams = 100; // beyond them lie those of the other parts
    return Random(m_config.seed, stream + kStreams * turn.part,
                  static_cast<std::uint64_t>(turn.step));
}

torch::Tensor GameLosses::discriminators(const Players &players, const TrainingBatch &batch,
                                         const torch::Tensor &fake, const GameTurn &turn,
                                         LossValues &losses) const
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
    for (const DiscriminatorView &view : players.views) {
        torch::Tensor scores;
        {
            const torchcompat::AutocastScope autocast(m_device.type(),
                                                      m_config.bfloat16 && !penalised);
            scores = view.discriminator->forward(view.seen(all));
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

torch::Tensor GameLosses::content(const Players &players, const torch::Tensor &fake,
                                  const EncoderFeatures &photoFeatures, std::int64_t step) const
{
    EncoderFeatures drawn;
    {
        const torchcompat::AutocastScope autocast(m_device.type(), m_config.bfloat16);
        drawn = players.generator->encode(fake.expand({-1, 3, -1, -1}).contiguous(kChannelsLast));
    }
    Random random(m_config.seed, kPatchStream, static_cast<std::uint64_t>(step));
    const std::vector<int> strides = players.generator->featureStrides();
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
        total =
            total + losses::patchNce(players.heads->project(map, picked(queries, queryIndex)),
                                     players.heads->project(map, picked(keys.detach(), keyIndex)),
                                     m_config.contentTemperature);
    }
    return total / static_cast<double>(drawn.maps.size());
}

torch::Tensor GameLosses::generator(const Players &players, const TrainingBatch &batch,
                                    const torch::Tensor &fake, const EncoderFeatures &photoFeatures,
                                    const GameTurn &turn, LossValues &losses) const
{
    Random random = randomOf(kGeneratorAugmentStream, turn);
    const torch::Tensor shown = m_config.diffAugment ? m_augment.apply(fake, random) : fake;
    torch::Tensor adversarial = torch::zeros({}, fake.options());
    for (const DiscriminatorView &view : players.views) {
        const torchcompat::AutocastScope autocast(m_device.type(), m_config.bfloat16);
        const torch::Tensor scores = view.discriminator->forward(view.seen(shown));
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
        m_config.guideWeight + turn.progress * (m_config.guideWeightEnd - m_config.guideWeight);
    if (m_config.guide != Guide::Photo && guideWeight > 0.0)
        add("guide", guideWeight, guide(batch, fake, turn));
    const double contentWeight =
        m_config.contentWeight +
        turn.progress * (m_config.contentWeightEnd - m_config.contentWeight);
    if (contentWeight > 0.0)
        add("content", contentWeight, content(players, fake, photoFeatures, turn.step));
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

std::int64_t GameLosses::guideEvery(std::int64_t step) const
{
    // A guide takes nearly as long as the rest of a step, and half of the pictures hold the game.
    return step < m_config.warmupSteps ? 1 : 2;
}

torch::Tensor GameLosses::guided(const torch::Tensor &all, const GameTurn &turn) const
{
    const std::int64_t every = guideEvery(turn.step);
    const std::int64_t from = (every - turn.firstPicture % every) % every;
    return all.slice(0, std::min(from, all.size(0)), all.size(0), every);
}

torch::Tensor GameLosses::drawnGuide(const TrainingBatch &batch, const GameTurn &turn) const
{
    return inner(m_guide.draw(guided(batch.photos, turn), guided(stretchedLuma(batch), turn),
                              guided(batch.tonalRange, turn), place(turn.step)));
}

void GameLosses::addGuide(TrainingBatch &batch, std::int64_t step) const
{
    const bool played = m_config.guide != Guide::Photo &&
                        (m_config.guideWeight > 0.0 || m_config.guideWeightEnd > 0.0);
    if (played || step < m_config.warmupSteps)
        batch.guide = drawnGuide(batch, {.step = step, .batchSize = batch.photos.size(0)});
}

torch::Tensor GameLosses::guideOf(const torch::Tensor &ofBatch, const GameTurn &part,
                                  std::int64_t count) const
{
    const std::int64_t every = guideEvery(part.step);
    const auto before = [every](std::int64_t pictures) { return (pictures + every - 1) / every; };
    return ofBatch.slice(0, before(part.firstPicture), before(part.firstPicture + count));
}

torch::Tensor GameLosses::guide(const TrainingBatch &batch, const torch::Tensor &fake,
                                const GameTurn &turn) const
{
    const torch::Tensor drawn = guided(fake, turn);
    if (drawn.size(0) == 0)
        return torch::zeros({}, fake.options());
    const torch::Tensor target = batch.guide.defined() ? batch.guide : drawnGuide(batch, turn);
    torch::Tensor loss = (drawn - target).abs().mean();
    if (m_config.flatnessWeight > 0.0)
        loss = loss + m_config.flatnessWeight * losses::unevenness(drawn, target);
    // The guided pictures of all parts count alike, however the batch falls into parts.
    const std::int64_t every = guideEvery(turn.step);
    const std::int64_t guidedInBatch = (turn.batchSize + every - 1) / every;
    return loss * (static_cast<double>(drawn.size(0) * turn.batchSize) /
                   static_cast<double>(fake.size(0) * guidedInBatch));
}

PassContext GameLosses::place(std::int64_t step) const
{
    Random random(m_config.seed, kPlaceStream, static_cast<std::uint64_t>(step));
    return {m_stridePx * random.below(kHatchPeriodPx / m_stridePx),
            m_stridePx * random.below(kHatchPeriodPx / m_stridePx),
            {}};
}

} // namespace koma
